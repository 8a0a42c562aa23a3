# Reads security settings for Holdfast, and sets the few preferences that have no place in policy. A request as JSON
# on standard input: { "read": [ cmdlet, ... ], "set": { preference: value, ... } }; null gives a preference back to
# its default. One JSON object on standard output: for each cmdlet { "value": ... } or { "error": { "id": ...,
# "message": ... } }, and "set", whose value has such an answer for each preference.
# Fixed: nothing of a request is ever run, it only chooses among the readers and preferences below.

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
    '{"languageMode":"' + $ExecutionContext.SessionState.LanguageMode + '"}'
    exit 0
}

# By streams, for a service may have no console whose encoding could be set.
$utf8 = New-Object System.Text.UTF8Encoding $false
$stdin = New-Object System.IO.StreamReader ([Console]::OpenStandardInput()), $utf8
$request = $stdin.ReadToEnd() | ConvertFrom-Json

# Times of day without a date, everything else as ConvertTo-Json has it; words instead of the numbers of enumerations.
function Get-PlainValue($value) {
    if ($null -eq $value) { return $null }
    if ($value -is [TimeSpan]) { return '{0:hh\:mm\:ss}' -f $value }
    if ($value -is [DateTime]) { return $value.ToString('HH:mm:ss', [Globalization.CultureInfo]::InvariantCulture) }
    if ($value -is [Enum]) { return $value.ToString() }
    if ($value -is [Array]) { return , @($value | ForEach-Object { Get-PlainValue $_ }) }
    return $value
}

function Get-PlainObject($object, $names) {
    $plain = [ordered]@{}
    foreach ($name in $names) { $plain[$name] = Get-PlainValue $object.$name }
    return $plain
}

# Times of a status are moments, with their date and in UTC.
function Get-PlainStatus($status) {
    $plain = Get-PlainObject $status (Get-CimNames $status)
    foreach ($name in @($plain.Keys)) {
        if ($status.$name -is [DateTime]) {
            $moment = $status.$name.ToUniversalTime()
            $plain[$name] = $moment.ToString('yyyy-MM-ddTHH:mm:ssZ', [Globalization.CultureInfo]::InvariantCulture)
        }
    }
    return $plain
}

function Get-CimNames($object) { return @($object.CimInstanceProperties | ForEach-Object { $_.Name }) }

# The filters of all rules at once: one call for each rule takes minutes.
function Get-ByRule($filters) {
    $byRule = @{}
    foreach ($filter in $filters) { $byRule[$filter.InstanceID] = $filter }
    return $byRule
}

$profileNames = 'Name', 'Enabled', 'DefaultInboundAction', 'DefaultOutboundAction', 'AllowInboundRules',
'AllowLocalFirewallRules', 'AllowLocalIPsecRules', 'AllowUserApps', 'AllowUserPorts',
'AllowUnicastResponseToMulticast', 'NotifyOnListen', 'EnableStealthModeForIPsec', 'LogFileName',
'LogMaxSizeKilobytes', 'LogAllowed', 'LogBlocked', 'LogIgnored'

$settingNames = 'Exemptions', 'EnableStatefulFtp', 'EnableStatefulPptp', 'RequireFullAuthSupport',
'CertValidationLevel', 'EnablePacketQueuing', 'KeyEncoding', 'MaxSAIdleTimeSeconds'

$readers = @{
    'Get-MpPreference'       = { $p = Get-MpPreference; Get-PlainObject $p (Get-CimNames $p) }
    'Get-MpComputerStatus'   = { Get-PlainStatus (Get-MpComputerStatus) }
    'Get-NetFirewallProfile' = {
        , @(Get-NetFirewallProfile -PolicyStore ActiveStore | ForEach-Object { Get-PlainObject $_ $profileNames })
    }
    'Get-NetFirewallSetting' = { Get-PlainObject (Get-NetFirewallSetting -PolicyStore ActiveStore) $settingNames }
    'Get-NetFirewallRule'    = {
        $ports = Get-ByRule (Get-NetFirewallPortFilter -PolicyStore ActiveStore)
        $addresses = Get-ByRule (Get-NetFirewallAddressFilter -PolicyStore ActiveStore)
        $programs = Get-ByRule (Get-NetFirewallApplicationFilter -PolicyStore ActiveStore)
        $services = Get-ByRule (Get-NetFirewallServiceFilter -PolicyStore ActiveStore)
        $interfaces = Get-ByRule (Get-NetFirewallInterfaceTypeFilter -PolicyStore ActiveStore)
        $security = Get-ByRule (Get-NetFirewallSecurityFilter -PolicyStore ActiveStore)
        , @(Get-NetFirewallRule -PolicyStore ActiveStore | Where-Object { $_.Name -like 'Holdfast-*' } | ForEach-Object {
                $rule = Get-PlainObject $_ ('Name', 'DisplayName', 'Description', 'Enabled', 'Direction', 'Action',
                    'Profile', 'EdgeTraversalPolicy', 'PolicyStoreSourceType', 'EnforcementStatus')
                $id = $_.InstanceID
                foreach ($pair in @(
                        @($ports[$id], @('Protocol', 'LocalPort', 'RemotePort', 'IcmpType')),
                        @($addresses[$id], @('LocalAddress', 'RemoteAddress')),
                        @($programs[$id], @('Program', 'Package')),
                        @($services[$id], @('Service')),
                        @($interfaces[$id], @('InterfaceType')),
                        @($security[$id], @('LocalUser')))) {
                    foreach ($name in $pair[1]) {
                        $rule[$name] = if ($null -eq $pair[0]) { $null } else { Get-PlainValue $pair[0].$name }
                    }
                }
                $rule
            })
    }
}

# Preferences for which no place in policy is documented.
$settable = 'DisableCoreServiceECSIntegration', 'DisableCoreServiceTelemetry', 'DisableDnsOverTcpParsing',
'DisableHttpParsing', 'DisableSshParsing', 'DisableTlsParsing'

function Get-Failure($record) {
    return @{ error = @{ id = [string]$record.FullyQualifiedErrorId; message = [string]$record.Exception.Message } }
}

function Set-OnePreference($name, $value) {
    if ($settable -cnotcontains $name) { return @{ error = @{ id = 'NotSettable'; message = 'no such preference' } } }
    try {
        if ($null -eq $value) { $flag = @{ $name = $true }; Remove-MpPreference @flag }
        else { $flag = @{ $name = $value }; Set-MpPreference @flag }
        return @{ value = $true }
    }
    catch { return Get-Failure $_ }
}

$answer = [ordered]@{ languageMode = 'FullLanguage' }
if ($null -ne $request.set) {
    $done = [ordered]@{}
    foreach ($one in $request.set.PSObject.Properties) { $done[$one.Name] = Set-OnePreference $one.Name $one.Value }
    $answer['set'] = @{ value = $done }
}
foreach ($cmdlet in @($request.read)) {
    $reader = $readers[[string]$cmdlet]
    if ($null -eq $reader) {
        $answer[[string]$cmdlet] = @{ error = @{ id = 'NoSuchReader'; message = 'no such reader' } }
        continue
    }
    try { $answer[[string]$cmdlet] = @{ value = (& $reader) } }
    catch { $answer[[string]$cmdlet] = Get-Failure $_ }
}
$bytes = $utf8.GetBytes(($answer | ConvertTo-Json -Depth 6 -Compress))
$stdout = [Console]::OpenStandardOutput()
$stdout.Write($bytes, 0, $bytes.Length)
$stdout.Flush()
