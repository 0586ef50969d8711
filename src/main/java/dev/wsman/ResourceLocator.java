package dev.wsman;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.wsman.internal.json.JsonForm;
import dev.wsman.internal.json.JsonFormSerializer;
import dev.wsman.internal.protocol.CimNamespace;
import dev.wsman.internal.protocol.EndpointReference;
import dev.wsman.internal.protocol.EndpointReferenceReader;
import dev.wsman.internal.protocol.RequestTarget;
import dev.wsman.internal.redaction.SecretValueMasker;
import dev.wsman.internal.xml.Dom;
import dev.wsman.internal.xml.Tree;
import jakarta.json.bind.annotation.JsonbTypeSerializer;
import jakarta.xml.bind.annotation.adapters.XmlAdapter;
import jakarta.xml.bind.annotation.adapters.XmlJavaTypeAdapter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * Names a resource: a resource URI, the selectors that pick one instance of it, and the options and the fragment of
 * requests to it. It corresponds to the {@code ResourceLocator} object of WSMan Automation and to a WS-Addressing
 * endpoint reference. Immutable and thread-safe: each "setter" returns a changed copy.
 *
 * <p>On the wire the parts become the headers {@code wsman:ResourceURI}, {@code wsman:SelectorSet},
 * {@code wsman:OptionSet} and {@code wsman:FragmentTransfer} (DSP0226 clauses 5.1.2, 6.4 and 7.7). Other reference
 * parameters of an endpoint reference that came from a server are kept and sent back as headers, as WS-Addressing
 * requires: up to 20 of them and 32 KiB, without SOAP's own attributes. Parameters in the namespaces of SOAP,
 * WS-Addressing, WS-Security, WS-Management and related protocols are dropped, because only the client writes those
 * headers; {@code wse:Identifier} is kept.
 *
 * <p>Selector names are compared without regard to case, as Windows does: adding {@code NAME} replaces {@code name}.
 * Values are kept exactly. Two locators are equal if their resource URIs, selectors (in any order), options, fragments
 * and other reference parameters are equal; the {@link #address()} does not count, because servers send arbitrary
 * values in it.
 */
@XmlJavaTypeAdapter(ResourceLocator.Adapter.class)
public sealed class ResourceLocator {
    /**
     * A key of the resource: either {@code value} or {@code reference} is present, and the other is null.
     *
     * @param name the key property
     * @param value its value as text; may be empty
     * @param reference its value if the key is a reference: a resource
     */
    public record Selector(
            String name, @Nullable String value, @Nullable ResourceLocator reference) {
        /** Checks the name, and that there is exactly one value. */
        public Selector {
            Arguments.text(name, "name");
            if ((value == null) == (reference == null)) {
                throw new IllegalArgumentException(
                        "value or reference: exactly one is needed for the selector " + name);
            }
            if (value != null) {
                Arguments.xml(value, "value");
            }
        }

        private static Selector of(EndpointReference.Selector sent) {
            return new Selector(
                    sent.name(), sent.value(), sent.reference() == null ? null : ResourceLocator.of(sent.reference()));
        }

        EndpointReference.Selector inReference() {
            return new EndpointReference.Selector(name, value, reference == null ? null : reference.toReference());
        }

        private boolean isEmptyNamespace() {
            return CimNamespace.isEmpty(name, value);
        }

        /**
         * Returns name and value; a value whose name ends in {@code password}, {@code secret}, {@code token} or the
         * like is masked.
         */
        @Override
        public String toString() {
            String shown = value != null && LocatorText.isSecret(name) ? "***" : value;
            return "Selector[name=" + name + ", value=" + shown + ", reference=" + reference + "]";
        }
    }

    /**
     * An additional instruction to the server.
     *
     * @param name the option's name, for instance {@code wmi:Name}
     * @param value its value; null is sent as {@code xsi:nil}
     * @param mustComply whether the server must fail ({@code wsman:InvalidOptions}) if it does not know the option
     */
    public record Option(String name, @Nullable String value, boolean mustComply) {
        /** Checks the name and the value. */
        public Option {
            Arguments.text(name, "name");
            if (value != null) {
                Arguments.xml(value, "value");
            }
        }

        /**
         * Returns all parts; a value whose name ends in {@code password}, {@code secret}, {@code token} or the like is
         * masked.
         */
        @Override
        public String toString() {
            String shown = value != null && LocatorText.isSecret(name) ? "***" : value;
            return "Option[name=" + name + ", value=" + shown + ", mustComply=" + mustComply + "]";
        }
    }

    private final String resourceUri;
    private final List<Selector> selectors;
    private final List<Option> options;
    private final @Nullable String fragmentPath;
    private final @Nullable String fragmentDialect;
    private final @Nullable String address;
    private final List<Tree> parameters;
    /** The headers that name the resource; null until the first request needs them. */
    private volatile @Nullable RequestTarget target;

    private ResourceLocator(
            String resourceUri,
            List<Selector> selectors,
            List<Option> options,
            @Nullable String fragmentPath,
            @Nullable String fragmentDialect,
            @Nullable String address,
            List<Tree> parameters) {
        this.resourceUri = resourceUri;
        this.selectors = withoutEmptyNamespace(selectors);
        this.options = List.copyOf(options);
        this.fragmentPath = fragmentPath;
        this.fragmentDialect = fragmentDialect;
        this.address = address;
        this.parameters = List.copyOf(parameters);
    }

    static ResourceLocator of(EndpointReference reference) {
        return new JsonLocator(
                reference.resourceUri(),
                converted(reference.selectors(), Selector::of),
                converted(
                        reference.options(), option -> new Option(option.name(), option.value(), option.mustComply())),
                reference.fragmentPath(),
                reference.fragmentDialect(),
                reference.address(),
                reference.parameters());
    }

    /** Returns the parts of the locator as an endpoint reference has them. */
    EndpointReference toReference() {
        return new EndpointReference(
                resourceUri,
                converted(selectors, Selector::inReference),
                converted(
                        options,
                        option -> new EndpointReference.Option(option.name(), option.value(), option.mustComply())),
                fragmentPath,
                fragmentDialect,
                address,
                parameters);
    }

    /** Returns the target of requests. A locator is usually used again, for example to poll one resource. */
    RequestTarget toTarget() {
        RequestTarget known = target;
        if (known == null) {
            known = toReference().toTarget();
            target = known;
        }
        return known;
    }

    /** Converts a list on the path of every request, where a stream would allocate several times what the list does. */
    private static <A, B> List<B> converted(List<A> values, Function<A, B> conversion) {
        if (values.isEmpty()) {
            return List.of();
        }
        List<B> converted = new ArrayList<>(values.size());
        values.forEach(value -> converted.add(conversion.apply(value)));
        return Collections.unmodifiableList(converted);
    }

    private static List<Selector> withoutEmptyNamespace(List<Selector> selectors) {
        return selectors.stream().noneMatch(Selector::isEmptyNamespace)
                ? List.copyOf(selectors)
                : selectors.stream()
                        .filter(selector -> !selector.isEmptyNamespace())
                        .toList();
    }

    /**
     * Returns a locator without selectors. The resource URI may start with an alias of {@link #parse}.
     *
     * @throws IllegalArgumentException if the URI is empty, contains white space, is not absolute, or has selectors
     *     after a question mark, which only {@link #parse} reads
     */
    public static ResourceLocator of(String resourceUri) {
        String uri = LocatorText.resourceUri(Arguments.text(resourceUri, "resourceUri"), "resourceUri");
        if (uri.indexOf('?') >= 0) {
            throw new IllegalArgumentException("resourceUri: selectors after a question mark are for parse(String)");
        }
        return new JsonLocator(uri, List.of(), List.of(), null, null, null, List.of());
    }

    /**
     * Parses a resource in the form of the {@code winrm} command, or the XML text of an endpoint reference:
     *
     * <pre>
     * wmicimv2/Win32_Service?Name=winmgmt
     * winrm/config/Listener?Address=*+Transport=HTTPS
     * http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_Fan?Name=a%2Bb       the value is a+b
     * </pre>
     *
     * <p>An alias before the first slash is replaced: {@code wmi}, {@code wmicimv2}, {@code cimv2}, {@code winrm},
     * {@code wsman}, {@code shell}. The first question mark begins the selectors, a plus sign separates them, the first
     * equals sign ends a name. In names and values, {@code %} with two hexadecimal digits is a byte of UTF-8, so that
     * {@code %2B} is a plus sign; any other per cent sign stands for itself.
     *
     * @throws IllegalArgumentException naming the position, if the text has another form or contains a selector twice
     */
    @JsonCreator
    public static ResourceLocator parse(String text) {
        String stripped = Arguments.text(text, "text").strip();
        if (stripped.startsWith("<")) {
            return of(EndpointReferenceReader.parse(stripped));
        }
        LocatorText.Parts parts = LocatorText.parse(text);
        List<Selector> selectors = new ArrayList<>();
        parts.selectors().forEach((name, value) -> selectors.add(new Selector(name, value, null)));
        return new JsonLocator(parts.resourceUri(), selectors, List.of(), null, null, null, List.of());
    }

    /**
     * Returns a copy with this selector, which replaces one of the same name. The value is sent unchanged, even if it
     * is empty; only an empty {@code __cimnamespace} is omitted, because it does not name a namespace.
     */
    public ResourceLocator selector(String name, String value) {
        return selector(new Selector(name, Arguments.present(value, "value"), null));
    }

    /** Returns a copy with this selector, whose value is an endpoint reference, as in keys of association classes. */
    public ResourceLocator selector(String name, ResourceLocator value) {
        return selector(new Selector(name, null, Arguments.present(value, "value")));
    }

    private ResourceLocator selector(Selector selector) {
        List<Selector> changed = new ArrayList<>(selectors);
        int index = indexOf(selector.name());
        if (index < 0) {
            changed.add(selector);
        } else {
            changed.set(index, selector);
        }
        return withSelectors(changed);
    }

    private int indexOf(String selector) {
        for (int i = 0; i < selectors.size(); i++) {
            if (selectors.get(i).name().equalsIgnoreCase(selector)) {
                return i;
            }
        }
        return -1;
    }

    private ResourceLocator withSelectors(List<Selector> changed) {
        return new JsonLocator(resourceUri, changed, options, fragmentPath, fragmentDialect, address, parameters);
    }

    /** Returns a copy without selectors. */
    public ResourceLocator withoutSelectors() {
        return withSelectors(List.of());
    }

    /**
     * Returns a copy with an additional option, which the server may ignore; a null value is sent as {@code xsi:nil}.
     */
    public ResourceLocator option(String name, @Nullable String value) {
        return option(name, value, false);
    }

    /**
     * Returns a copy with an additional option. An option may occur more than once: {@code wmiarray:Name} makes one
     * array of all its occurrences.
     *
     * @param mustComply whether the server must fail if it does not know the option
     */
    public ResourceLocator option(String name, @Nullable String value, boolean mustComply) {
        List<Option> changed = new ArrayList<>(options);
        changed.add(new Option(name, value, mustComply));
        return new JsonLocator(resourceUri, selectors, changed, fragmentPath, fragmentDialect, address, parameters);
    }

    /** Returns a copy without options. */
    public ResourceLocator withoutOptions() {
        return new JsonLocator(resourceUri, selectors, List.of(), fragmentPath, fragmentDialect, address, parameters);
    }

    /**
     * Returns a copy for a part of the resource: {@code Name}, {@code Name/text()}, {@code DNSServerSearchOrder[1]}. No
     * dialect is sent, which means XPath 1.0.
     */
    public ResourceLocator fragment(String path) {
        return new JsonLocator(
                resourceUri, selectors, options, Arguments.text(path, "path"), null, address, parameters);
    }

    /** Returns a copy for a part of the resource, named in another language; the dialect is an absolute URI. */
    public ResourceLocator fragment(String path, String dialect) {
        return new JsonLocator(
                resourceUri,
                selectors,
                options,
                Arguments.text(path, "path"),
                Arguments.uri(dialect, "dialect"),
                address,
                parameters);
    }

    /** Returns a copy for the whole resource. */
    public ResourceLocator withoutFragment() {
        return new JsonLocator(resourceUri, selectors, options, null, null, address, parameters);
    }

    /** Returns the resource URI without aliases; empty if an endpoint reference from a server does not name one. */
    public String resourceUri() {
        return resourceUri;
    }

    /** Returns the selectors in the order in which they were added and are sent. */
    public List<Selector> selectors() {
        return selectors;
    }

    /**
     * Returns the value of the selector with this name, in any case; empty if there is none or its value is a
     * reference.
     */
    public Optional<String> selector(String name) {
        int index = indexOf(Arguments.present(name, "name"));
        return index < 0
                ? Optional.empty()
                : Optional.ofNullable(selectors.get(index).value());
    }

    /** Returns the options in the order in which they were added and are sent. */
    public List<Option> options() {
        return options;
    }

    /** Returns the path of the part; empty if the locator names the whole resource. */
    public Optional<String> fragmentPath() {
        return Optional.ofNullable(fragmentPath);
    }

    /** Returns the URI of the path's language; empty means XPath 1.0. */
    public Optional<String> fragmentDialect() {
        return Optional.ofNullable(fragmentDialect);
    }

    /**
     * Returns the address of the endpoint reference from which the locator was read; often the anonymous one, which
     * means the server that sent it. A session ignores it: requests go to the session's endpoint.
     */
    public Optional<String> address() {
        return Optional.ofNullable(address);
    }

    /** Returns a copy with another resource URI. */
    ResourceLocator withResourceUri(String uri) {
        return new JsonLocator(uri, selectors, options, fragmentPath, fragmentDialect, address, parameters);
    }

    /** Returns the CIM namespace that the locator names by a selector; null if it names none. */
    @Nullable
    String cimNamespace() {
        return selector(CimNamespace.SELECTOR).orElse(null);
    }

    /**
     * Returns a reference from a reply, in the namespace that the request named unless the reference names its own. OMI
     * leaves the namespace out of the replies to Create and EnumerateObjectAndEPR, and takes such a reference for one
     * to its default namespace.
     *
     * @param requested the namespace that the request named, or null
     */
    ResourceLocator inNamespace(@Nullable String requested) {
        if (requested == null || CimNamespace.isInUri(resourceUri)) {
            return this;
        }
        String own = cimNamespace();
        ResourceLocator nested = withNestedInNamespace(own == null ? requested : own);
        return own == null ? nested.selector(CimNamespace.SELECTOR, requested) : nested;
    }

    /** Returns a copy with the namespace in the references among the selectors, as in keys of associations. */
    private ResourceLocator withNestedInNamespace(String namespace) {
        ResourceLocator changed = this;
        for (Selector selector : selectors) {
            ResourceLocator nested = selector.reference();
            ResourceLocator named = nested == null ? null : nested.inNamespace(namespace);
            if (named != null && named != nested) {
                changed = changed.selector(selector.name(), named);
            }
        }
        return changed;
    }

    /**
     * Returns the locator as text from which {@link #parse} makes an equal one: the form of {@code winrm}, or the XML
     * of {@link #toXml()} if the locator has parts that {@code winrm}'s form does not have (options, a fragment,
     * references as selectors). Jackson writes this text to JSON and reads it back; JSON-B writes it. Unlike {@link
     * #toString()}, it includes the values of secret selectors.
     */
    @JsonValue
    public String toText() {
        if (fragmentPath == null && options.isEmpty() && parameters.isEmpty()) {
            String text = winrmForm(ResourceLocator::encodedValue);
            if (isTextOfThis(text)) {
                return text;
            }
        }
        return toXml();
    }

    private boolean isTextOfThis(String text) {
        try {
            return equals(parse(text));
        } catch (IllegalArgumentException characterOutsideOfUris) {
            return false;
        }
    }

    /** Returns the locator as XML text: a {@code wsa:EndpointReference} of WS-Addressing 2004/08. */
    public String toXml() {
        return toReference().toTree().toXml();
    }

    /** Returns the locator as a {@code wsa:EndpointReference} element, the root of a new document. */
    public Element toElement() {
        return Dom.toElement(toReference().toTree());
    }

    /**
     * Returns the locator of an endpoint reference. Accepts an element with the same content, such as
     * {@code wxf:ResourceCreated} in the 2004 edition, and one that contains an endpoint reference, as in the 2006
     * edition.
     *
     * @throws IllegalArgumentException if the element has another form
     */
    static ResourceLocator fromEndpointReference(Tree reference) {
        return of(EndpointReferenceReader.read(reference));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof ResourceLocator locator
                        && resourceUri.equals(locator.resourceUri)
                        && selectors.size() == locator.selectors.size()
                        && selectorSet().equals(locator.selectorSet())
                        && options.equals(locator.options)
                        && Objects.equals(fragmentPath, locator.fragmentPath)
                        && Objects.equals(fragmentDialect, locator.fragmentDialect)
                        && parameters.equals(locator.parameters);
    }

    private Set<Selector> selectorSet() {
        Set<Selector> set = new HashSet<>();
        for (Selector selector : selectors) {
            set.add(new Selector(selector.name().toLowerCase(Locale.ROOT), selector.value(), selector.reference()));
        }
        return set;
    }

    @Override
    public int hashCode() {
        return Objects.hash(resourceUri, selectorSet(), options, fragmentPath);
    }

    /**
     * Returns the locator in the form of {@code winrm}: {@code URI?name=value+name=value}, which {@link #parse} reads
     * back, and then, for human readers only, the fragment and the options as that command's switches. The value of a
     * selector or an option whose name ends in {@code password}, {@code passwd}, {@code pwd}, {@code passphrase},
     * {@code secret}, {@code token} or {@code privatekey}, in any case and with digits after it, is shown as
     * {@code ***}; {@link #toXml()} contains it.
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(winrmForm(ResourceLocator::shown));
        fragmentPath().ifPresent(path -> text.append(" -fragment:").append(path));
        fragmentDialect().ifPresent(dialect -> text.append(" -dialect:").append(dialect));
        if (!options.isEmpty()) {
            List<String> shown = options.stream().map(ResourceLocator::shown).toList();
            text.append(" -options:{").append(String.join(";", shown)).append('}');
        }
        return text.toString();
    }

    private String winrmForm(Function<Selector, String> value) {
        StringBuilder text = new StringBuilder(resourceUri);
        char separator = '?';
        for (Selector selector : selectors) {
            text.append(separator).append(LocatorText.encoded(selector.name(), true));
            text.append('=').append(value.apply(selector));
            separator = '+';
        }
        return text.toString();
    }

    private static String shown(Selector selector) {
        return LocatorText.isSecret(selector.name()) && selector.value() != null
                ? SecretValueMasker.MASK
                : encodedValue(selector);
    }

    private static String encodedValue(Selector selector) {
        return selector.value() == null
                ? "{" + selector.reference() + "}"
                : LocatorText.encoded(selector.value(), false);
    }

    private static String shown(Option option) {
        String value = LocatorText.isSecret(option.name()) ? SecretValueMasker.MASK : "\"" + option.value() + "\"";
        return option.name() + "=" + (option.value() == null ? "$null" : value);
    }

    /** The class of every locator at run time, which JSON-B knows how to write. */
    @JsonbTypeSerializer(JsonFormSerializer.class)
    private static final class JsonLocator extends ResourceLocator implements JsonForm {
        JsonLocator(
                String resourceUri,
                List<Selector> selectors,
                List<Option> options,
                @Nullable String fragmentPath,
                @Nullable String fragmentDialect,
                @Nullable String address,
                List<Tree> parameters) {
            super(resourceUri, selectors, options, fragmentPath, fragmentDialect, address, parameters);
        }

        @Override
        public Object toJson() {
            return toText();
        }
    }

    /** Lets a property of a JAXB class be a locator: the content of the property is that of an endpoint reference. */
    static final class Adapter extends XmlAdapter<Object, ResourceLocator> {
        @Override
        public @Nullable ResourceLocator unmarshal(@Nullable Object content) {
            if (!(content instanceof Element element) || !element.hasChildNodes()) {
                return null;
            }
            return fromEndpointReference(Dom.fromElement(element)).inNamespace(RequestNamespace.current());
        }

        @Override
        public @Nullable Object marshal(@Nullable ResourceLocator reference) {
            return reference == null ? null : reference.toElement();
        }
    }
}
