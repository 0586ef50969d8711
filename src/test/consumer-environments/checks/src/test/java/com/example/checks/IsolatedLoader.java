package com.example.checks;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs an application in its own class loader, like an application server, and waits until the loader is collected. */
final class IsolatedLoader {
    private static final int SECONDS = 20;

    private IsolatedLoader() {}

    /** The arguments are the class path, the main class and its arguments. */
    public static void main(String[] arguments) throws Exception {
        WeakReference<ClassLoader> loader = run(arguments);
        for (int tenths = 0; tenths < 10 * SECONDS && loader.get() != null; tenths++) {
            System.gc();
            Thread.sleep(100);
        }
        System.out.println(
                loader.get() == null
                        ? "collected"
                        : "not collected, with threads "
                                + Thread.getAllStackTraces().keySet());
    }

    private static WeakReference<ClassLoader> run(String[] arguments) throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : arguments[0].split(File.pathSeparator)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(loader);
            String[] rest = {arguments[2]};
            loader.loadClass(arguments[1]).getMethod("main", String[].class).invoke(null, (Object) rest);
            return new WeakReference<>(loader);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
