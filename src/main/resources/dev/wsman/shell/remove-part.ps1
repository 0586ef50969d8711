# Deletes what an upload left that was cut off. The first line of the command sets $name and $id.
# The process that was terminated may hold its file for a moment, so that deleting is tried for five seconds.
# Only constructs of PowerShell 2.0 and .NET Framework 2.0. Comments and indentation are not sent.
$ErrorActionPreference='Stop'
$full=[IO.Path]::GetFullPath($name)
$dir=[IO.Path]::GetDirectoryName($full)
if(!$dir){$dir=$full}
$part=[IO.Path]::Combine($dir,".wsman-$id.part")
for($i=0;$i -lt 20;$i++){
  try{
    if([IO.Directory]::Exists($part)){[IO.Directory]::Delete($part,$true)}elseif([IO.File]::Exists($part)){[IO.File]::Delete($part)}
    exit 0
  }catch{Start-Sleep -Milliseconds 250}
}
exit 1
