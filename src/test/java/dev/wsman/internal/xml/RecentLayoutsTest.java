package dev.wsman.internal.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.Test;

class RecentLayoutsTest {
    private static final QName SYSTEM = new QName("System");
    private static final QName DATA = new QName("EventData");

    private final RecentLayouts layouts = new RecentLayouts();

    private static QName[] names(int count) {
        return IntStream.range(0, count).mapToObj(i -> new QName("n" + i)).toArray(QName[]::new);
    }

    private ChildLayout of(QName element, QName[] names) {
        return layouts.of(element, names, 0, names.length, null);
    }

    @Test
    void sharesLayoutsOfAlternatingElements() {
        QName[] system = names(10);
        QName[] data = names(27);
        ChildLayout ofSystem = of(SYSTEM, system);
        ChildLayout ofData = of(DATA, data);
        for (int i = 0; i < 100; i++) {
            assertThat(of(SYSTEM, system)).isNotNull().isSameAs(ofSystem);
            assertThat(of(DATA, data)).isNotNull().isSameAs(ofData);
        }
        assertThat(layouts.latest(SYSTEM)).isSameAs(ofSystem);
        assertThat(layouts.latest(DATA)).isSameAs(ofData);
    }

    @Test
    void stopsWhenLayoutsAreRarelyTheSame() {
        List<ChildLayout> made = IntStream.range(8, 80)
                .mapToObj(count -> of(SYSTEM, names(count)))
                .toList();
        assertThat(made.subList(0, 20)).doesNotContainNull();
        assertThat(made.subList(20, made.size())).containsOnlyNulls();
    }

    @Test
    void keepsFewElements() {
        QName[] elements = names(5000);
        Arrays.stream(elements).forEach(element -> of(element, names(8)));
        assertThat(layouts.latest(elements[4999])).isNotNull();
        assertThat(Arrays.stream(elements).filter(element -> layouts.latest(element) != null))
                .hasSizeLessThanOrEqualTo(SharedLayouts.SLOTS + RecentLayouts.ELEMENTS);
    }

    @Test
    void findsTheLayoutsOfOtherReaders() {
        QName element = new QName("RecentLayoutsTest.shared");
        QName[] children = names(12);
        ChildLayout layout = of(element, children);
        RecentLayouts others = new RecentLayouts();
        assertThat(others.latest(element)).isNotNull().isSameAs(layout);
        assertThat(others.of(element, children, 0, children.length, null)).isSameAs(layout);
        assertThat(others.latest(new QName("RecentLayoutsTest.shared"))).isNull();
    }

    @Test
    void doesNotShareLargeLayouts() {
        QName element = new QName("RecentLayoutsTest.large");
        assertThat(of(element, names(SharedLayouts.LARGEST + 1))).isNotNull();
        assertThat(layouts.latest(element)).isNotNull();
        assertThat(new RecentLayouts().latest(element)).isNull();
    }

    @Test
    void doesNotShareLayoutsWithLongNames() {
        QName longName = new QName("x".repeat(SharedNames.LONGEST + 1));
        QName element = new QName("RecentLayoutsTest.long");
        QName[] children = names(12);
        children[3] = longName;
        assertThat(of(element, children)).isNotNull();
        assertThat(of(longName, names(12))).isNotNull();
        assertThat(SharedLayouts.latest(element)).isNull();
        assertThat(SharedLayouts.latest(longName)).isNull();
    }
}
