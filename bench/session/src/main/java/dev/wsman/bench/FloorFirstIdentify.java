package dev.wsman.bench;

/** Prints a line after the first reply to the floor. */
public final class FloorFirstIdentify {
    private FloorFirstIdentify() {}

    public static void main(String[] arguments) {
        try (FloorContender floor = new FloorContender(arguments[0], false)) {
            floor.identify();
            System.out.println("identified");
        }
    }
}
