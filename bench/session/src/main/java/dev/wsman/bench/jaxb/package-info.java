/** A JAXB class as a caller might write it. */
@XmlSchema(
        namespace = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/Win32_Process",
        elementFormDefault = XmlNsForm.QUALIFIED)
package dev.wsman.bench.jaxb;

import jakarta.xml.bind.annotation.XmlNsForm;
import jakarta.xml.bind.annotation.XmlSchema;
