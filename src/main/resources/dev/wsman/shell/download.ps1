# Writes a file or a directory to the standard output. The first line of the command sets $name.
#
# Output: the bytes 0 to 255, then records. Numbers are little-endian, and have 32 bits unless noted.
#   84 SIZE                      first: the size of all files together, 64 bits
#   68 NAME                      a directory
#   83 NAME                      a link to a directory, which is not followed
#   70 NAME (SIZE BYTES)* 0 SHA  a file; SHA has 32 bytes
#   69                           the end
# In place of a SIZE or the first number of a record: -1 HRESULT TYPE PATH MESSAGE, and nothing more.
# NAME and texts are the length in bytes and UTF-8: the name is empty for the target, or a path below it that begins
# with \.
#
# Only constructs of PowerShell 2.0 and .NET Framework 2.0. Comments and indentation are not sent. Lines that begin with
# #text are sent, without that word, if the output is to be base64.
$ErrorActionPreference='Stop'
$ProgressPreference='SilentlyContinue'
if($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage'){'WSMAN-LANGUAGE';exit 3}
# SHA256.Create() returns SHA256Managed, which the FIPS policy rejects; PowerShell 2.0 does not load the other one.
function New-Sha{try{New-Object Security.Cryptography.SHA256CryptoServiceProvider}catch{[Security.Cryptography.SHA256]::Create()}}
function Write-Int($x){$out.Write([BitConverter]::GetBytes([int]$x),0,4)}
function Write-Text($x){$x=[Text.Encoding]::UTF8.GetBytes($x);Write-Int $x.Length;$out.Write($x,0,$x.Length)}
$out=[Console]::OpenStandardOutput()
#text $out=New-Object Security.Cryptography.CryptoStream($out,(New-Object Security.Cryptography.ToBase64Transform),'Write')
$out=New-Object IO.BufferedStream($out,65536)
[byte[]]$b=0..255
$out.Write($b,0,256)
$s=@{at=$name}
try{
  $full=[IO.Path]::GetFullPath($name)
  $items=New-Object Collections.ArrayList
  [void]$items.Add('')
  [long]$total=0
  for($i=0;$i -lt $items.Count;$i++){
    $r=$items[$i]
    $p=$full+$r
    $s.at=$p
    $a=[int][IO.File]::GetAttributes($p)
# 16 is Directory, 1024 is ReparsePoint.
    if(!($a -band 16)){$total+=(New-Object IO.FileInfo($p)).Length}
    elseif(!$r -or !($a -band 1024)){foreach($x in [IO.Directory]::GetFileSystemEntries($p)){[void]$items.Add($r+'\'+[IO.Path]::GetFileName($x))}}
  }
  Write-Int 84
  $out.Write([BitConverter]::GetBytes($total),0,8)
  $sha=New-Sha
  $none=[byte[]]@()
  $b=New-Object byte[] 65536
  foreach($r in $items){
    $p=$full+$r
    $s.at=$p
    $a=[int][IO.File]::GetAttributes($p)
    if($a -band 16){
      if($r -and ($a -band 1024)){Write-Int 83}else{Write-Int 68}
      Write-Text $r
      continue
    }
# Others may read, write and delete the file.
    $f=[IO.File]::Open($p,'Open','Read','ReadWrite,Delete')
    try{
      Write-Int 70
      Write-Text $r
      $sha.Initialize()
      while(($n=$f.Read($b,0,65536)) -gt 0){
        Write-Int $n
        $out.Write($b,0,$n)
        [void]$sha.TransformBlock($b,0,$n,$b,0)
      }
    }finally{$f.Close()}
    Write-Int 0
    [void]$sha.TransformFinalBlock($none,0,0)
    $out.Write($sha.Hash,0,32)
  }
  Write-Int 69
  $out.Close()
}catch{
  $e=$_.Exception.GetBaseException()
  Write-Int (-1)
  Write-Int ([Runtime.InteropServices.Marshal]::GetHRForException($e))
  Write-Text $e.GetType().FullName
  Write-Text $s.at
  Write-Text $e.Message
  $out.Close()
  exit 1
}
