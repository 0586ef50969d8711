/** Classes generated from CIM declarations: typed views of instances that servers send. */
@dev.wsman.cim.CimPackage({
    "Win32_Service=Win32Service",
})
package dev.wsman.tour.cim;
