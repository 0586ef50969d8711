package dev.wsman.codegen.xml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.codegen.SharedDeclarations;
import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimRepository;
import dev.wsman.codegen.mof.MofReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassXmlWriterTest {

    @Test
    void roundTripsAllPartsOfModel() {
        CimRepository classes = new MofReader().read("all.mof", """
                        [Association, Description("line\\n<&> \\"q\\" \\t\\r \\b \\x85 ü€"), Nothing(null)]
                        class ACME_All : ACME_Base {
                            [Key, Own("x") : DisableOverride Restricted Translatable] string Id = "";
                            uint16 Codes[7] = {1, null, 3};
                            ACME_All REF One;
                            ACME_All REF Many[];
                            [ValueMap{}] string None;
                            void Reset();
                            uint32 Do([In(false), Out] ACME_All REF Them[], string Names[2]);
                            ACME_All REF Find();
                        };
                        """).repository();
        String snapshot = ClassXmlWriter.write(classes);
        assertThat(new ClassXmlReader().read("snapshot", snapshot).repository()).isEqualTo(classes);
        assertThat(snapshot).startsWith("<?xml version=\"1.1\"");
    }

    @Test
    void writesSameTextInAnyOrderOfClasses() {
        List<CimClass> classes = new ArrayList<>(new MofReader()
                .read("x", "class B { }; class A { string P; }; class C : A { };")
                .repository()
                .classes());
        String once = ClassXmlWriter.write(CimRepository.of(classes));
        Collections.reverse(classes);
        assertThat(ClassXmlWriter.write(CimRepository.of(classes))).isEqualTo(once);
        assertThat(once).isEqualTo("""
                        <?xml version="1.0" encoding="UTF-8"?>
                        <CIM CIMVERSION="2.0" DTDVERSION="2.0">
                          <DECLARATION>
                            <DECLGROUP>
                              <VALUE.OBJECT>
                                <CLASS NAME="A">
                                  <PROPERTY NAME="P" TYPE="string"/>
                                </CLASS>
                              </VALUE.OBJECT>
                              <VALUE.OBJECT>
                                <CLASS NAME="B"/>
                              </VALUE.OBJECT>
                              <VALUE.OBJECT>
                                <CLASS NAME="C" SUPERCLASS="A"/>
                              </VALUE.OBJECT>
                            </DECLGROUP>
                          </DECLARATION>
                        </CIM>
                        """);
    }

    @Test
    void roundTripsCimSchema() {
        CimRepository cim = SharedDeclarations.cim();
        assertThat(new ClassXmlReader().read("cim", ClassXmlWriter.write(cim)).repository())
                .isEqualTo(cim);
    }

    @Test
    void roundTripsClassesOfServer() {
        CimRepository served = new ClassXmlReader()
                .read(SharedDeclarations.capture("omi/get-AllDMTFTypes.response.xml"))
                .read(SharedDeclarations.capture("openwsman/getclass-CIM_ComputerSystem.response.xml"))
                .repository();
        assertThat(new ClassXmlReader()
                        .read("again", ClassXmlWriter.write(served))
                        .repository())
                .isEqualTo(served);
    }
}
