package dev.wsman.bench;

/** The floor from the start of the JVM to the first answer: prints a line when it is there. */
public final class FloorFirstIdentify {
    private FloorFirstIdentify() {}

    public static void main(String[] arguments) {
        try (FloorContender floor = new FloorContender(arguments[0], false)) {
            floor.identify();
            System.out.println("identified");
        }
    }
}
