package dev.wsman.internal.xml;

import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.Objects;
import javax.xml.namespace.NamespaceContext;
import javax.xml.namespace.QName;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * A StAX reader of a {@link Tree}, from which JAXB can read without parsing text again. It starts at START_DOCUMENT and
 * reports exactly the namespace declarations that {@link TreeWriter} would write. It also resolves prefixes that the
 * tree inherits without using them. Not thread-safe.
 */
public final class TreeStreamReader implements XMLStreamReader {
    private final Tree root;
    /** The declarations that are reported already. */
    private final NamespaceScope outermost;

    private Tree[] open = new Tree[8];
    private int[] next = new int[8];
    private NamespaceScope[] written = new NamespaceScope[8];
    private NamespaceScope[] known = new NamespaceScope[8];
    private int depth;
    /**
     * The number of open elements whose declarations are determined. That takes as long as reading an item, because the
     * texts of all its properties are searched for prefixes, and few classes need it.
     */
    private int scoped;

    private int event = START_DOCUMENT;
    private @Nullable Object node;

    public TreeStreamReader(Tree root) {
        this(root, NamespaceScope.EMPTY);
    }

    private TreeStreamReader(Tree root, NamespaceScope outermost) {
        this.root = root;
        this.outermost = outermost;
    }

    /** Returns a reader that is already at the start tag. */
    public static TreeStreamReader onStartTag(Tree root) {
        TreeStreamReader reader = new TreeStreamReader(root);
        reader.start(root);
        return reader;
    }

    /**
     * Returns a reader that is at the start tag, and reports the declarations as a parser of the whole document does
     * there: none that the tree inherits.
     */
    public static TreeStreamReader inDocument(Tree root) {
        TreeStreamReader reader = new TreeStreamReader(root, root.context());
        reader.start(root);
        return reader;
    }

    @Override
    public int next() {
        if (event == END_DOCUMENT) {
            throw new NoSuchElementException("the document has ended");
        }
        if (event == START_DOCUMENT) {
            return start(root);
        }
        if (event == END_ELEMENT && --depth == 0) {
            return event = END_DOCUMENT;
        }
        Tree parent = open[depth - 1];
        if (next[depth - 1] == parent.nodeCount()) {
            return event = END_ELEMENT;
        }
        node = parent.node(next[depth - 1]++);
        if (node instanceof Tree child) {
            return start(child);
        }
        return event = leafEvent();
    }

    /**
     * Returns the name of the next node if it is a child that contains at most one text, and has no declarations and no
     * attributes, except that an empty child may have {@code xsi:nil}; null otherwise. Such a child can be read by
     * {@link #leafText} or {@link #leafNumber} and {@link #skipLeaf}, which costs much less than its events.
     */
    public @Nullable QName nextLeaf() {
        int parent = parentOfNext();
        return parent < 0 || next[parent] == open[parent].nodeCount() ? null : open[parent].leafName(next[parent]);
    }

    /** Returns the index of the {@link #nextLeaf} among the nodes of its parent. */
    public int position() {
        return next[parentOfNext()];
    }

    /** Returns the text of the {@link #nextLeaf}; null if it is {@code xsi:nil}. */
    public @Nullable String leafText() {
        int parent = parentOfNext();
        return open[parent].leafText(next[parent]);
    }

    /** Returns the text of the {@link #nextLeaf} as {@link ShortNumbers#unsigned} reads it. */
    public long leafNumber() {
        int parent = parentOfNext();
        return open[parent].leafNumber(next[parent]);
    }

    /** Moves past the {@link #nextLeaf}, as an event does that has neither a name nor a text. */
    public void skipLeaf() {
        int parent = parentOfNext();
        next[parent]++;
        depth = parent + 1;
        event = SPACE;
    }

    /** Returns the depth of the element whose nodes are read; -1 if there is none. */
    private int parentOfNext() {
        return event == END_ELEMENT ? depth - 2 : depth - 1;
    }

    private int leafEvent() {
        if (node instanceof Tree.Comment) {
            return COMMENT;
        }
        return node instanceof Tree.Instruction ? PROCESSING_INSTRUCTION : CHARACTERS;
    }

    private int start(Tree tree) {
        if (depth == open.length) {
            open = Arrays.copyOf(open, depth * 2);
            next = Arrays.copyOf(next, depth * 2);
            written = Arrays.copyOf(written, depth * 2);
            known = Arrays.copyOf(known, depth * 2);
        }
        scoped = Math.min(scoped, depth);
        open[depth] = tree;
        next[depth++] = 0;
        return event = START_ELEMENT;
    }

    /** Determines the declarations of the open elements. */
    private void scopes() {
        for (; scoped < depth; scoped++) {
            Tree tree = open[scoped];
            NamespaceScope outer = scoped == 0 ? outermost : written[scoped - 1];
            NamespaceScope outerKnown = scoped == 0 ? tree.context() : known[scoped - 1];
            NamespaceScope scope =
                    NamespaceDeclarations.on(tree, scoped == 0 ? outermost : open[scoped - 1].scope(), outer);
            written[scoped] = scope;
            known[scoped] = scope == outer ? outerKnown : outerKnown.and(scope);
        }
    }

    @Override
    public boolean hasNext() {
        return event != END_DOCUMENT;
    }

    @Override
    public int nextTag() throws XMLStreamException {
        do {
            next();
        } while (event == COMMENT || event == PROCESSING_INSTRUCTION || event == CHARACTERS && isWhiteSpace());
        if (!isStartElement() && !isEndElement()) {
            throw new XMLStreamException("text where a tag was expected, in " + root.name(), getLocation());
        }
        return event;
    }

    @Override
    public String getElementText() throws XMLStreamException {
        require(START_ELEMENT, null, null);
        StringBuilder text = new StringBuilder();
        while (next() != END_ELEMENT) {
            if (event == CHARACTERS) {
                text.append(getText());
            } else if (event == START_ELEMENT) {
                throw new XMLStreamException("an element where only text was expected: " + getName(), getLocation());
            }
        }
        return text.toString();
    }

    @Override
    public void require(int type, @Nullable String namespace, @Nullable String localName) throws XMLStreamException {
        boolean named = isStartElement() || isEndElement();
        if (type != event
                || namespace != null && !(named && namespace.equals(element().namespace()))
                || localName != null && !(named && localName.equals(element().localName()))) {
            throw new XMLStreamException(
                    "expected event " + type + " of " + namespace + " " + localName + ", found " + event,
                    getLocation());
        }
    }

    private Tree element() {
        if (!isStartElement() && !isEndElement()) {
            throw new IllegalStateException("not on a tag but on event " + event);
        }
        return open[depth - 1];
    }

    private Tree startTag() {
        if (!isStartElement()) {
            throw new IllegalStateException("not on a start tag but on event " + event);
        }
        return open[depth - 1];
    }

    @Override
    public int getEventType() {
        return event;
    }

    @Override
    public boolean isStartElement() {
        return event == START_ELEMENT;
    }

    @Override
    public boolean isEndElement() {
        return event == END_ELEMENT;
    }

    @Override
    public boolean isCharacters() {
        return event == CHARACTERS;
    }

    @Override
    public boolean isWhiteSpace() {
        return event == CHARACTERS && getText().isBlank();
    }

    @Override
    public QName getName() {
        return element().name();
    }

    @Override
    public String getLocalName() {
        return element().localName();
    }

    @Override
    public boolean hasName() {
        return isStartElement() || isEndElement();
    }

    @Override
    public @Nullable String getNamespaceURI() {
        String uri = element().namespace();
        return uri.isEmpty() ? null : uri;
    }

    @Override
    public String getPrefix() {
        return element().prefix();
    }

    @Override
    public int getAttributeCount() {
        return startTag().attributeCount();
    }

    @Override
    public QName getAttributeName(int index) {
        return startTag().attributeName(index);
    }

    @Override
    public String getAttributeLocalName(int index) {
        return getAttributeName(index).getLocalPart();
    }

    @Override
    public @Nullable String getAttributeNamespace(int index) {
        String uri = getAttributeName(index).getNamespaceURI();
        return uri.isEmpty() ? null : uri;
    }

    @Override
    public String getAttributePrefix(int index) {
        return getAttributeName(index).getPrefix();
    }

    @Override
    public String getAttributeType(int index) {
        return "CDATA";
    }

    @Override
    public String getAttributeValue(int index) {
        return startTag().attributeValue(index);
    }

    @Override
    public @Nullable String getAttributeValue(@Nullable String namespace, String localName) {
        if (namespace != null) {
            return startTag().attribute(namespace, localName);
        }
        Tree tag = startTag();
        for (int i = 0; i < tag.attributeCount(); i++) {
            if (tag.attributeName(i).getLocalPart().equals(localName)) {
                return tag.attributeValue(i);
            }
        }
        return null;
    }

    @Override
    public boolean isAttributeSpecified(int index) {
        return true;
    }

    @Override
    public int getNamespaceCount() {
        element();
        scopes();
        NamespaceScope outer = depth == 1 ? outermost : written[depth - 2];
        return written[depth - 1] == outer ? 0 : written[depth - 1].size();
    }

    @Override
    public @Nullable String getNamespacePrefix(int index) {
        String prefix = written[depth - 1].prefix(Objects.checkIndex(index, getNamespaceCount()));
        return prefix.isEmpty() ? null : prefix;
    }

    @Override
    public String getNamespaceURI(int index) {
        return written[depth - 1].uri(Objects.checkIndex(index, getNamespaceCount()));
    }

    @Override
    public @Nullable String getNamespaceURI(String prefix) {
        return scope().uri(prefix);
    }

    @Override
    public NamespaceContext getNamespaceContext() {
        return scope();
    }

    private NamespaceScope scope() {
        scopes();
        return depth == 0 ? root.context() : known[depth - 1];
    }

    @Override
    public boolean hasText() {
        return event == CHARACTERS || event == COMMENT;
    }

    @Override
    public String getText() {
        if (hasText()) {
            return node instanceof Tree.Comment comment ? comment.text() : (String) Objects.requireNonNull(node);
        }
        throw new IllegalStateException("no text at event " + event);
    }

    @Override
    public char[] getTextCharacters() {
        return getText().toCharArray();
    }

    @Override
    public int getTextCharacters(int sourceStart, char[] target, int targetStart, int length) {
        String text = getText();
        int count = Math.min(length, text.length() - sourceStart);
        text.getChars(sourceStart, sourceStart + count, target, targetStart);
        return count;
    }

    @Override
    public int getTextStart() {
        return 0;
    }

    @Override
    public int getTextLength() {
        return getText().length();
    }

    @Override
    public @Nullable String getPITarget() {
        return event == PROCESSING_INSTRUCTION && node instanceof Tree.Instruction instruction
                ? instruction.target()
                : null;
    }

    @Override
    public @Nullable String getPIData() {
        return event == PROCESSING_INSTRUCTION && node instanceof Tree.Instruction instruction
                ? instruction.data()
                : null;
    }

    @Override
    public @Nullable Object getProperty(String name) {
        return null;
    }

    @Override
    public @Nullable String getEncoding() {
        return null;
    }

    @Override
    public @Nullable String getVersion() {
        return null;
    }

    @Override
    public boolean isStandalone() {
        return false;
    }

    @Override
    public boolean standaloneSet() {
        return false;
    }

    @Override
    public @Nullable String getCharacterEncodingScheme() {
        return null;
    }

    /** Returns an unknown location, because a tree has no positions. */
    @Override
    public Location getLocation() {
        return UnknownLocation.INSTANCE;
    }

    /** Does nothing, because no resource is open. */
    @Override
    public void close() {}

    private enum UnknownLocation implements Location {
        INSTANCE;

        @Override
        public int getLineNumber() {
            return -1;
        }

        @Override
        public int getColumnNumber() {
            return -1;
        }

        @Override
        public int getCharacterOffset() {
            return -1;
        }

        @Override
        public @Nullable String getPublicId() {
            return null;
        }

        @Override
        public @Nullable String getSystemId() {
            return null;
        }
    }
}
