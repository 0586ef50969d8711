package dev.wsman.bench;

import java.util.ArrayList;
import java.util.List;

/** How a cost grows with the amount of work. */
final class CostGrowth {
    private final List<Point> points = new ArrayList<>();

    private record Point(double work, double cost) {}

    void add(double work, double cost) {
        points.add(new Point(work, cost));
    }

    /**
     * Returns the exponent of the power of the work that the cost grows with, 1 if it grows in proportion: the slope of
     * the straight line that fits the logarithms of the points best, by least squares. All points count alike, so that
     * a fixed cost, which the smallest amounts of work consist of, makes it smaller.
     */
    double exponent() {
        return slope(points);
    }

    /**
     * Returns the exponent of the cost without a fixed part, which was measured by itself. Only amounts of work count
     * whose cost is at least twice the fixed part: of others, the difference would be noise. Returns NaN if there are
     * fewer than three.
     */
    double exponentWithout(double fixed) {
        return slope(points.stream()
                .filter(point -> point.cost >= 2 * fixed)
                .map(point -> new Point(point.work, point.cost - fixed))
                .toList());
    }

    double largestCost() {
        return points.get(points.size() - 1).cost;
    }

    private static double slope(List<Point> points) {
        if (points.size() < 3) {
            return Double.NaN;
        }
        double meanX = points.stream()
                .mapToDouble(point -> Math.log(point.work))
                .average()
                .orElseThrow();
        double meanY = points.stream()
                .mapToDouble(point -> Math.log(point.cost))
                .average()
                .orElseThrow();
        double product = 0;
        double square = 0;
        for (Point point : points) {
            double distance = Math.log(point.work) - meanX;
            product += distance * (Math.log(point.cost) - meanY);
            square += distance * distance;
        }
        return product / square;
    }
}
