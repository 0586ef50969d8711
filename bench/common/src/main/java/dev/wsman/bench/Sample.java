package dev.wsman.bench;

/**
 * What one measurement gave: so many items or calls, in so many nanoseconds of the clock and of the calling threads'
 * processor time, with so many octets allocated by them.
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
