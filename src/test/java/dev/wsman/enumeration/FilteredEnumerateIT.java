package dev.wsman.enumeration;

import static dev.wsman.fixture.SessionFixture.MANY;
import static dev.wsman.fixture.SessionFixture.WMI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.EnumerateRequest;
import dev.wsman.Filter;
import dev.wsman.Hierarchy;
import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanFaultException;
import dev.wsman.fixture.SessionFixture;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.data.ManyInstancesClass;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServerQuirk;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceNamespaces;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters in every dialect: the request, and the items that match. */
class FilteredEnumerateIT {
    private static final String FILTER = "/s:Envelope/s:Body/wsen:Enumerate/wsman:Filter";
    private static final ResourceLocator ALL = ResourceLocator.of(WMI + "*");
    private static final ResourceLocator SPOOLER =
            ResourceLocator.of(WMI + "Win32_Service").selector("Name", "Spooler");

    @AutoStart
    static final WsmanService service =
            LenientService.builder().add(ManyInstancesClass.of(25)).build();

    @AutoClose
    private final Session session = Session.open(service.endpoint());

    private RecordedRequest sentEnumerate() {
        RecordedRequest sent = service.lastRequest(ServiceOperation.ENUMERATE);
        assertThat(sent.xpath("count(//wsen:Filter)")).isEqualTo("0");
        assertThat(sent.xpath("count(//wsman:Filter)")).isEqualTo("1");
        return sent;
    }

    @Test
    void sendsWqlToUriOfAllClasses() {
        String query = "select * from Lab_Many where Number >= 24 and Payload <> '&'";
        List<Instance> found = session.enumerate(ALL).filter(Filter.wql(query)).list();
        assertThat(SessionFixture.ids(found)).containsExactly("24", "25");
        assertThat(sentEnumerate().xpath(FILTER)).isEqualTo(query);
        assertThat(sentEnumerate().xpath(FILTER + "/@Dialect")).isEqualTo(ServiceNamespaces.WQL_DIALECT);
        assertThat(sentEnumerate().resourceUri()).isEqualTo(WMI + "*");
    }

    /** Windows rejects WQL at the URI of a class, and so does the testkit (2150859003). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "wmicimv2/Lab_Many",
                "wmi/root/cimv2/Lab_Many",
                "wmicimv2/Win32_Service",
                "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/*",
                "HTTP://schemas.microsoft.com/wbem/WSMAN/1/wmi/root/cimv2/lab_many"
            })
    void sendsWqlForWmiClassToAllClasses(String uri) {
        Filter some = Filter.wql("select * from Lab_Many where Number > 15");
        EnumerateRequest<Instance> request =
                session.enumerate(ResourceLocator.of(uri)).filter(some).batchItems(4);
        assertThat(request.list()).hasSize(10);
        assertThat(request.first()).isPresent();
        assertThat(request.withReferences().first())
                .hasValueSatisfying(
                        item -> assertThat(item.reference().resourceUri()).isEqualToIgnoringCase(WMI + "Lab_Many"));
        assertThat(service.requests())
                .extracting(RecordedRequest::operation)
                .contains(ServiceOperation.ENUMERATE, ServiceOperation.PULL, ServiceOperation.RELEASE);
        assertThat(service.requests())
                .allSatisfy(sent -> assertThat(sent.resourceUri()).isEqualToIgnoringCase(WMI + "*"));
        assertThat(service.openContexts()).isZero();
    }

    @Test
    void sendsAssociationFilterForWmiClassToAllClasses() {
        session.enumerate(ResourceLocator.of(WMI + "Win32_Service"))
                .filter(Filter.associatedWith(SPOOLER))
                .list();
        assertThat(sentEnumerate().resourceUri()).isEqualTo(WMI + "*");
    }

    /** In recordings, OMI accepts a query at the URI of a class, and openwsman rejects one at cim-schema/2/*. */
    @Test
    void sendsOtherFiltersAndWqlForDmtfClassToTheClass() {
        String dmtf = ServiceNamespaces.DMTF_CLASSES + "Lab_Many";
        session.enumerate(ResourceLocator.of(WMI + "Lab_Many"))
                .filter(Filter.selector(Map.of("Id", "3")))
                .list();
        assertThat(sentEnumerate().resourceUri()).isEqualTo(WMI + "Lab_Many");
        try (WsmanService omi = LenientService.builder()
                        .quirks(ServerQuirks.OMI.without(ServerQuirk.SILENT_WITHOUT_CREDENTIALS))
                        .add(ManyInstancesClass.of(25))
                        .build()
                        .start();
                Session other = Session.open(omi.endpoint())) {
            assertThat(other.enumerate(ResourceLocator.of(dmtf))
                            .filter(Filter.wql("select * from Lab_Many where Number > 20"))
                            .list())
                    .hasSize(5);
            assertThat(omi.lastRequest(ServiceOperation.ENUMERATE).resourceUri())
                    .isEqualTo(dmtf);
        }
    }

    @Test
    void suggestsFilterIfAllClassesAreEnumerated() {
        assertThatThrownBy(() -> session.enumerate(ALL).list())
                .isInstanceOfSatisfying(WsmanFaultException.class, fault -> assertThat(
                                fault.error().hint())
                        .hasValueSatisfying(hint -> assertThat(hint).contains("name a class", "filter(Filter.wql")));
    }

    @Test
    void readsProjectionWithOnlyItsProperties() {
        Instance only = session.enumerate(ALL)
                .filter(Filter.wql("select Number, Id from Lab_Many where Id = '7'"))
                .first()
                .orElseThrow();
        assertThat(only.name().getLocalPart()).isEqualTo("XmlFragment");
        assertThat(only.propertyNames()).containsExactlyInAnyOrder("Id", "Number");
        assertThat(only.integer("Number")).hasValue(7);
    }

    @Test
    void sendsCqlWithItsDialect() {
        List<Instance> found = session.enumerate(MANY)
                .filter(Filter.cql("select * from Lab_Many where Number = 3"))
                .list();
        assertThat(SessionFixture.ids(found)).containsExactly("3");
        assertThat(sentEnumerate().xpath(FILTER + "/@Dialect")).isEqualTo(ServiceNamespaces.CQL_DIALECT);
    }

    @Test
    void sendsXpathWithItsDialect() {
        List<Instance> found = session.enumerate(MANY)
                .filter(Filter.xpath("*[local-name()='Number'] > 23"))
                .list();
        assertThat(sentEnumerate().xpath(FILTER)).isEqualTo("*[local-name()='Number'] > 23");
        assertThat(sentEnumerate().xpath(FILTER + "/@Dialect")).isEqualTo(ServiceNamespaces.XPATH_DIALECT);
        assertThat(SessionFixture.ids(found)).containsExactly("24", "25");
    }

    @Test
    void sendsSelectorFilterAsSelectorSet() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("Number", "4");
        values.put("Id", "4");
        assertThat(SessionFixture.ids(
                        session.enumerate(MANY).filter(Filter.selector(values)).list()))
                .containsExactly("4");
        assertThat(sentEnumerate().xpath(FILTER + "/@Dialect")).isEqualTo(ServiceNamespaces.SELECTOR_DIALECT);
        String selector = FILTER + "/wsman:SelectorSet/wsman:Selector";
        assertThat(sentEnumerate().xpath(selector + "[1]/@Name")).isEqualTo("Number");
        assertThat(sentEnumerate().xpath(selector + "[2][@Name='Id']")).isEqualTo("4");
        assertThat(SessionFixture.headerNames(sentEnumerate())).doesNotContain("SelectorSet");
    }

    @Test
    void sendsAssociatedInstancesFilterInSchemaOrder() {
        List<Instance> processes = session.enumerate(ALL)
                .filter(Filter.associatedWith(SPOOLER)
                        .resultRole("Process")
                        .resultClass("Win32_Process")
                        .role("Service")
                        .associationClass("CIM_ServiceProcess"))
                .list();
        assertThat(processes).singleElement().satisfies(process -> assertThat(process.integer("ProcessId"))
                .hasValue(ProcessHandle.current().pid()));
        RecordedRequest sent = sentEnumerate();
        String filter = FILTER + "/wsmb:AssociatedInstances/";
        assertThat(sent.xpath(FILTER + "/@Dialect")).isEqualToIgnoringCase(ServiceNamespaces.ASSOCIATION_DIALECT);
        assertThat(IntStream.rangeClosed(1, 5).mapToObj(i -> sent.xpath("local-name(" + filter + "*[" + i + "])")))
                .containsExactly("Object", "AssociationClassName", "Role", "ResultClassName", "ResultRole");
        assertThat(sent.xpath(filter + "wsmb:Object/wsa:ReferenceParameters/wsman:ResourceURI"))
                .isEqualTo(SPOOLER.resourceUri());
        assertThat(sent.xpath(filter + "wsmb:Object/wsa:ReferenceParameters//wsman:Selector[@Name='Name']"))
                .isEqualTo("Spooler");
    }

    @Test
    void sendsAssociationInstancesFilter() {
        List<Instance> associations = session.enumerate(ALL)
                .filter(Filter.associationsOf(SPOOLER).resultClass("CIM_ServiceProcess"))
                .list();
        assertThat(associations).singleElement().satisfies(association -> assertThat(
                        association.reference("Service").orElseThrow().selector("Name"))
                .contains("Spooler"));
        assertThat(sentEnumerate().xpath(FILTER + "/wsmb:AssociationInstances/wsmb:ResultClassName"))
                .isEqualTo("CIM_ServiceProcess");
    }

    @Test
    void returnsOnlyIncludedProperties() {
        Instance process = session.enumerate(ALL)
                .filter(Filter.associatedWith(SPOOLER)
                        .includeResultProperty("Name")
                        .includeResultProperty("Handle"))
                .first()
                .orElseThrow();
        assertThat(process.propertyNames()).contains("Name", "Handle").doesNotContain("WorkingSetSize");
        assertThat(sentEnumerate().xpath("count(" + FILTER + "//wsmb:IncludeResultProperty)"))
                .isEqualTo("2");
    }

    @Test
    void sendsUnknownDialectAndReportsSupportedOnes() {
        WsmanFaultException fault = catchThrowableOfType(WsmanFaultException.class, () -> session.enumerate(MANY)
                .filter(Filter.of("urn:sql", "<q>1</q>"))
                .list());
        assertThat(fault.error().kind()).isEqualTo(Kind.FILTER_DIALECT_REQUESTED_UNAVAILABLE);
        assertThat(fault.error().detailXml())
                .hasValueSatisfying(xml -> assertThat(xml).contains(ServiceNamespaces.WQL_DIALECT));
        assertThat(sentEnumerate().xpath(FILTER + "/*[local-name()='q']")).isEqualTo("1");
    }

    @Test
    void reportsBadQueryWithProviderMessage() {
        WsmanFaultException fault = catchThrowableOfType(WsmanFaultException.class, () -> session.enumerate(ALL)
                .filter(Filter.wql("select from where"))
                .list());
        assertThat(fault.error().kind()).isEqualTo(Kind.CANNOT_PROCESS_FILTER);
        assertThat(fault.error().providerMessage()).isPresent();
    }

    @Test
    void combinesFilterModeAndHierarchy() {
        List<ResourceLocator> found = session.enumerate(MANY)
                .references()
                .filter(Filter.selector(Map.of("Id", "9")))
                .hierarchy(Hierarchy.SHALLOW)
                .list();
        assertThat(found).containsExactly(MANY.selector("Id", "9"));
        String enumerate = "/s:Envelope/s:Body/wsen:Enumerate/";
        assertThat(IntStream.rangeClosed(1, 5)
                        .mapToObj(i -> sentEnumerate().xpath("local-name(" + enumerate + "*[" + i + "])")))
                .containsExactlyInAnyOrder(
                        "Filter", "OptimizeEnumeration", "MaxElements", "EnumerationMode", "PolymorphismMode");
    }

    @Test
    void countsAndReleasesFilteredEnumeration() {
        EnumerateRequest<Instance> some = session.enumerate(ALL)
                .filter(Filter.wql("select * from Lab_Many where Number > 5"))
                .batchItems(3);
        assertThat(some.count()).isEqualTo(20);
        assertThat(some.first()).isPresent();
        assertThat(service.openContexts()).isZero();
    }
}
