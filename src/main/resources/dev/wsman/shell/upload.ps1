# Receives a file or a directory from the standard input. The first line of the command sets $name and $id.
#
# Input: the bytes 0 to 255, then records. All numbers are 32-bit little-endian.
#   68 NAME                      a directory
#   70 NAME (SIZE BYTES)* 0 SHA  a file; SHA has 32 bytes
#   69                           the end; everything is in place only after this
# NAME is the length in bytes and UTF-8: empty for the target, or a path below it that begins with \.
# Output: "OK" and the SHA-256 of all SHAs, or "ERR", whether the part remains, the HRESULT, and in base64 the .NET
# type, the path and the message.
#
# Only constructs of PowerShell 2.0 and .NET Framework 2.0. Comments and indentation are not sent: the command line has
# at most 8,000 characters. Lines that begin with #text are sent, without that word, if the input is base64.
$ErrorActionPreference='Stop'
$ProgressPreference='SilentlyContinue'
if($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage'){'WSMAN-LANGUAGE';exit 3}
$u=[Text.Encoding]::UTF8
$files=[IO.File]
$dirs=[IO.Directory]
# SHA256.Create() returns SHA256Managed, which the FIPS policy rejects; PowerShell 2.0 does not load the other one.
function New-Sha{try{New-Object Security.Cryptography.SHA256CryptoServiceProvider}catch{[Security.Cryptography.SHA256]::Create()}}
# Moves a file or directory onto a target. Directories that exist are merged.
function Move-Part($a,$b){
  $s.at=$b
  if($dirs::Exists($a)){
    if($dirs::Exists($b)){
      foreach($x in $dirs::GetFileSystemEntries($a)){Move-Part $x ([IO.Path]::Combine($b,[IO.Path]::GetFileName($x)))}
      $dirs::Delete($a)
    }else{$dirs::Move($a,$b)}
  }elseif($files::Exists($b)){
# File.Replace without a backup: by reflection, because PowerShell passes $null to a string as ''.
    [void]$files.GetMethod('Replace',[Type[]]@([string],[string],[string])).Invoke($null,[object[]]@([string]$a,[string]$b,$null))
  }else{$files::Move($a,$b)}
}
$s=@{at=$name}
$code=0
try{
  $full=[IO.Path]::GetFullPath($name)
  $s.at=$full
  $dir=[IO.Path]::GetDirectoryName($full)
  if(!$dir){$dir=$full}
  [void]$dirs::CreateDirectory($dir)
  $part=[IO.Path]::Combine($dir,".wsman-$id.part")
  $in=[Console]::OpenStandardInput()
#text $in=New-Object Security.Cryptography.CryptoStream($in,(New-Object Security.Cryptography.FromBase64Transform),'Read')
  $in=New-Object IO.BinaryReader($in)
  $b=$in.ReadBytes(256)
  for($i=0;$i -lt 256;$i++){if($b.Length -ne 256 -or $b[$i] -ne $i){throw 'WSMAN-BYTES'}}
  $sha=New-Sha
  $sum=New-Sha
  $none=[byte[]]@()
  while(($k=$in.ReadInt32()) -ne 69){
    $n=$in.ReadInt32()
    $r=$u.GetString($in.ReadBytes($n))
    $s.at=$full+$r
    if($k -eq 68){
      if(!$r -and $files::Exists($full)){throw 'WSMAN-FILE'}
      [void]$dirs::CreateDirectory($part+$r)
      continue
    }
    if(!$r -and $dirs::Exists($full)){throw 'WSMAN-DIRECTORY'}
    $sha.Initialize()
    $f=$files::Open($part+$r,'CreateNew','Write')
    try{
      while(($n=$in.ReadInt32()) -ne 0){
        $b=$in.ReadBytes($n)
        if($b.Length -ne $n){throw 'WSMAN-END'}
        [void]$sha.TransformBlock($b,0,$n,$b,0)
        $f.Write($b,0,$n)
      }
    }finally{$f.Close()}
    [void]$sha.TransformFinalBlock($none,0,0)
    $h=$sha.Hash
    if([BitConverter]::ToString($h) -ne [BitConverter]::ToString($in.ReadBytes(32))){throw 'WSMAN-HASH'}
    [void]$sum.TransformBlock($h,0,32,$h,0)
  }
  [void]$sum.TransformFinalBlock($none,0,0)
  Move-Part $part $full
  $x='OK '+[BitConverter]::ToString($sum.Hash)
}catch{
  $e=$_.Exception.GetBaseException()
  try{if($dirs::Exists($part)){$dirs::Delete($part,$true)}else{$files::Delete($part)}}catch{}
  $r=$files::Exists($part) -or $dirs::Exists($part)
  $x=[Convert]::ToBase64String($u.GetBytes($e.GetType().FullName+"`n"+$s.at+"`n"+$e.Message))
  $x="ERR $r "+[Runtime.InteropServices.Marshal]::GetHRForException($e)+" $x"
  $code=1
}
$x=$u.GetBytes("$x`n")
[Console]::OpenStandardOutput().Write($x,0,$x.Length)
exit $code
