package dev.wsman.bench;

/**
 * The result of one measurement.
 *
 * @param count the number of items or calls
 * @param nanos the elapsed time in nanoseconds
 * @param cpu the processor time of the calling threads in nanoseconds
 * @param allocated the number of bytes that the calling threads allocated
 */
public record Sample(long count, long nanos, long cpu, long allocated) {

    public double nanosEach() {
        return (double) nanos / count;
    }

    public double cpuEach() {
        return (double) cpu / count;
    }

    public double allocatedEach() {
        return (double) allocated / count;
    }

    static Sample parse(String line) {
        String[] words = line.split(" ");
        return new Sample(
                Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]), Long.parseLong(words[4]));
    }

    String line() {
        return "sample " + count + " " + nanos + " " + cpu + " " + allocated;
    }
}
