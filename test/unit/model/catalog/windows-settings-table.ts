// Every Windows setting of the channel's profiles and its neighbours: definition id, CSP path, registry home (null: none known).
// Sources: setting definitions of Intune (2026); WindowsDefender.admx (2023); [MS-GPFAS] (2024); the page on gradual rollout (2026).

export const WINDOWS_SETTINGS: readonly (readonly [id: string, csp: string, home: string | null])[] = [
  [
    'device_vendor_msft_policy_config_defender_allowarchivescanning',
    './Device/Vendor/MSFT/Policy/Config/Defender/AllowArchiveScanning',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Scan\\DisableArchiveScanning',
  ],
  [
    'device_vendor_msft_policy_config_defender_allowbehaviormonitoring',
    './Device/Vendor/MSFT/Policy/Config/Defender/AllowBehaviorMonitoring',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Real-Time Protection\\DisableBehaviorMonitoring',
  ],
  [
    'device_vendor_msft_policy_config_defender_allowcloudprotection',
    './Device/Vendor/MSFT/Policy/Config/Defender/AllowCloudProtection',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Spynet\\SpynetReporting',
  ],
  [
    'device_vendor_msft_policy_config_defender_allowemailscanning',
    './Device/Vendor/MSFT/Policy/Config/Defender/AllowEmailScanning',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Scan\\DisableEmailScanning',
  ],
  [
    'device_vendor_msft_policy_config_defender_allowfullscanonmappednetworkdrives',
    './Device/Vendor/MSFT/Policy/Config/Defender/AllowFullScanOnMappedNetworkDrives',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Scan\\DisableScanningMappedNetworkDrivesForFullScan',
  ],
  [
    'device_vendor_msft_policy_config_defender_allowfullscanremovabledrivescanning',
    './Device/Vendor/MSFT/Policy/Config/Defender/AllowFullScanRemovableDriveScanning',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Scan\\DisableRemovableDriveScanning',
  ],
  [
    'device_vendor_msft_policy_config_defender_allowintrusionpreventionsystem',
    './Device/Vendor/MSFT/Policy/Config/Defender/AllowIntrusionPreventionSystem',
    null,
  ],
  [
    'device_vendor_msft_policy_config_defender_allowioavprotection',
    './Device/Vendor/MSFT/Policy/Config/Defender/AllowIOAVProtection',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Real-Time Protection\\DisableIOAVProtection',
  ],
  [
    'device_vendor_msft_policy_config_defender_allowonaccessprotection',
    './Device/Vendor/MSFT/Policy/Config/Defender/AllowOnAccessProtection',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Real-Time Protection\\DisableOnAccessProtection',
  ],
  [
    'device_vendor_msft_policy_config_defender_allowrealtimemonitoring',
    './Device/Vendor/MSFT/Policy/Config/Defender/AllowRealtimeMonitoring',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Real-Time Protection\\DisableRealtimeMonitoring',
  ],
  [
    'device_vendor_msft_policy_config_defender_allowscanningnetworkfiles',
    './Device/Vendor/MSFT/Policy/Config/Defender/AllowScanningNetworkFiles',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Scan\\DisableScanningNetworkFiles',
  ],
  [
    'device_vendor_msft_policy_config_defender_allowscriptscanning',
    './Device/Vendor/MSFT/Policy/Config/Defender/AllowScriptScanning',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Real-Time Protection\\DisableScriptScanning',
  ],
  [
    'device_vendor_msft_policy_config_defender_allowuseruiaccess',
    './Device/Vendor/MSFT/Policy/Config/Defender/AllowUserUIAccess',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\UX Configuration\\UILockdown',
  ],
  [
    'device_vendor_msft_policy_config_defender_avgcpuloadfactor',
    './Device/Vendor/MSFT/Policy/Config/Defender/AvgCPULoadFactor',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Scan\\AvgCPULoadFactor',
  ],
  [
    'device_vendor_msft_defender_configuration_archivemaxdepth',
    './Vendor/MSFT/Defender/Configuration/ArchiveMaxDepth',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Scan\\ArchiveMaxDepth',
  ],
  [
    'device_vendor_msft_defender_configuration_archivemaxsize',
    './Vendor/MSFT/Defender/Configuration/ArchiveMaxSize',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Scan\\ArchiveMaxSize',
  ],
  [
    'device_vendor_msft_policy_config_defender_checkforsignaturesbeforerunningscan',
    './Device/Vendor/MSFT/Policy/Config/Defender/CheckForSignaturesBeforeRunningScan',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Scan\\CheckForSignaturesBeforeRunningScan',
  ],
  [
    'device_vendor_msft_policy_config_defender_cloudblocklevel',
    './Device/Vendor/MSFT/Policy/Config/Defender/CloudBlockLevel',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\MpEngine\\MpCloudBlockLevel',
  ],
  [
    'device_vendor_msft_policy_config_defender_cloudextendedtimeout',
    './Device/Vendor/MSFT/Policy/Config/Defender/CloudExtendedTimeout',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\MpEngine\\MpBafsExtendedTimeout',
  ],
  [
    'device_vendor_msft_policy_config_defender_daystoretaincleanedmalware',
    './Device/Vendor/MSFT/Policy/Config/Defender/DaysToRetainCleanedMalware',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Quarantine\\PurgeItemsAfterDelay',
  ],
  [
    'device_vendor_msft_policy_config_defender_disablecatchupfullscan',
    './Device/Vendor/MSFT/Policy/Config/Defender/DisableCatchupFullScan',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Scan\\DisableCatchupFullScan',
  ],
  [
    'device_vendor_msft_policy_config_defender_disablecatchupquickscan',
    './Device/Vendor/MSFT/Policy/Config/Defender/DisableCatchupQuickScan',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Scan\\DisableCatchupQuickScan',
  ],
  [
    'device_vendor_msft_policy_config_defender_enablelowcpupriority',
    './Device/Vendor/MSFT/Policy/Config/Defender/EnableLowCPUPriority',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Scan\\LowCpuPriority',
  ],
  [
    'device_vendor_msft_policy_config_defender_enablenetworkprotection',
    './Device/Vendor/MSFT/Policy/Config/Defender/EnableNetworkProtection',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\Network Protection\\EnableNetworkProtection',
  ],
  [
    'device_vendor_msft_policy_config_defender_puaprotection',
    './Device/Vendor/MSFT/Policy/Config/Defender/PUAProtection',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\PUAProtection',
  ],
  [
    'device_vendor_msft_policy_config_defender_realtimescandirection',
    './Device/Vendor/MSFT/Policy/Config/Defender/RealTimeScanDirection',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Real-Time Protection\\RealtimeScanDirection',
  ],
  [
    'device_vendor_msft_policy_config_defender_scanparameter',
    './Device/Vendor/MSFT/Policy/Config/Defender/ScanParameter',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Scan\\ScanParameters',
  ],
  [
    'device_vendor_msft_policy_config_defender_schedulequickscantime',
    './Device/Vendor/MSFT/Policy/Config/Defender/ScheduleQuickScanTime',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Scan\\ScheduleQuickScanTime',
  ],
  [
    'device_vendor_msft_policy_config_defender_schedulescantime',
    './Device/Vendor/MSFT/Policy/Config/Defender/ScheduleScanTime',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Scan\\ScheduleTime',
  ],
  [
    'device_vendor_msft_policy_config_defender_schedulescanday',
    './Device/Vendor/MSFT/Policy/Config/Defender/ScheduleScanDay',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Scan\\ScheduleDay',
  ],
  [
    'device_vendor_msft_policy_config_defender_signatureupdatefallbackorder',
    './Device/Vendor/MSFT/Policy/Config/Defender/SignatureUpdateFallbackOrder',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Signature Updates\\FallbackOrder',
  ],
  [
    'device_vendor_msft_policy_config_defender_signatureupdatefilesharessources',
    './Device/Vendor/MSFT/Policy/Config/Defender/SignatureUpdateFileSharesSources',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Signature Updates\\DefinitionUpdateFileSharesSources',
  ],
  [
    'device_vendor_msft_policy_config_defender_signatureupdateinterval',
    './Device/Vendor/MSFT/Policy/Config/Defender/SignatureUpdateInterval',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Signature Updates\\SignatureUpdateInterval',
  ],
  [
    'device_vendor_msft_policy_config_defender_submitsamplesconsent',
    './Device/Vendor/MSFT/Policy/Config/Defender/SubmitSamplesConsent',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Spynet\\SubmitSamplesConsent',
  ],
  [
    'device_vendor_msft_defender_configuration_disablelocaladminmerge',
    './Vendor/MSFT/Defender/Configuration/DisableLocalAdminMerge',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\DisableLocalAdminMerge',
  ],
  [
    'device_vendor_msft_policy_config_defender_threatseveritydefaultaction',
    './Device/Vendor/MSFT/Policy/Config/Defender/ThreatSeverityDefaultAction',
    null,
  ],
  [
    'device_vendor_msft_policy_config_defender_threatseveritydefaultaction_lowseveritythreats',
    './Device/Vendor/MSFT/Policy/Config/Defender/ThreatSeverityDefaultAction',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Threats\\ThreatSeverityDefaultAction\\1',
  ],
  [
    'device_vendor_msft_policy_config_defender_threatseveritydefaultaction_moderateseveritythreats',
    './Device/Vendor/MSFT/Policy/Config/Defender/ThreatSeverityDefaultAction',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Threats\\ThreatSeverityDefaultAction\\2',
  ],
  [
    'device_vendor_msft_policy_config_defender_threatseveritydefaultaction_highseveritythreats',
    './Device/Vendor/MSFT/Policy/Config/Defender/ThreatSeverityDefaultAction',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Threats\\ThreatSeverityDefaultAction\\4',
  ],
  [
    'device_vendor_msft_policy_config_defender_threatseveritydefaultaction_severethreats',
    './Device/Vendor/MSFT/Policy/Config/Defender/ThreatSeverityDefaultAction',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Threats\\ThreatSeverityDefaultAction\\5',
  ],
  [
    'device_vendor_msft_defender_configuration_allownetworkprotectiondownlevel',
    './Vendor/MSFT/Defender/Configuration/AllowNetworkProtectionDownLevel',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\Network Protection\\AllowNetworkProtectionDownLevel',
  ],
  [
    'device_vendor_msft_defender_configuration_allowdatagramprocessingonwinserver',
    './Vendor/MSFT/Defender/Configuration/AllowDatagramProcessingOnWinServer',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\NIS\\AllowDatagramProcessingOnWinServer',
  ],
  [
    'device_vendor_msft_defender_configuration_disablednsovertcpparsing',
    './Vendor/MSFT/Defender/Configuration/DisableDnsOverTcpParsing',
    null,
  ],
  [
    'device_vendor_msft_defender_configuration_disablehttpparsing',
    './Vendor/MSFT/Defender/Configuration/DisableHttpParsing',
    null,
  ],
  [
    'device_vendor_msft_defender_configuration_disablesshparsing',
    './Vendor/MSFT/Defender/Configuration/DisableSshParsing',
    null,
  ],
  [
    'device_vendor_msft_defender_configuration_disabletlsparsing',
    './Vendor/MSFT/Defender/Configuration/DisableTlsParsing',
    null,
  ],
  [
    'device_vendor_msft_defender_configuration_enablednssinkhole',
    './Vendor/MSFT/Defender/Configuration/EnableDnsSinkhole',
    null,
  ],
  [
    'device_vendor_msft_defender_configuration_meteredconnectionupdates',
    './Vendor/MSFT/Defender/Configuration/MeteredConnectionUpdates',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Signature Updates\\MeteredConnectionUpdates',
  ],
  [
    'device_vendor_msft_defender_configuration_randomizescheduletasktimes',
    './Vendor/MSFT/Defender/Configuration/RandomizeScheduleTaskTimes',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\RandomizeScheduleTaskTimes',
  ],
  [
    'device_vendor_msft_defender_configuration_schedulerrandomizationtime',
    './Vendor/MSFT/Defender/Configuration/SchedulerRandomizationTime',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\SchedulerRandomizationTime',
  ],
  [
    'device_vendor_msft_defender_configuration_disablecoreserviceecsintegration',
    './Device/Vendor/MSFT/Defender/Configuration/DisableCoreServiceECSIntegration',
    null,
  ],
  [
    'device_vendor_msft_defender_configuration_disablecoreservicetelemetry',
    './Device/Vendor/MSFT/Defender/Configuration/DisableCoreServiceTelemetry',
    null,
  ],
  [
    'device_vendor_msft_defender_configuration_engineupdateschannel',
    './Vendor/MSFT/Defender/Configuration/EngineUpdatesChannel',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\EngineRing',
  ],
  [
    'device_vendor_msft_defender_configuration_platformupdateschannel',
    './Vendor/MSFT/Defender/Configuration/PlatformUpdatesChannel',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\PlatformRing',
  ],
  [
    'device_vendor_msft_defender_configuration_securityintelligenceupdateschannel',
    './Vendor/MSFT/Defender/Configuration/SecurityIntelligenceUpdatesChannel',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\SignaturesRing',
  ],
  [
    'device_vendor_msft_defender_configuration_enableconvertwarntoblock',
    './Vendor/MSFT/Defender/Configuration/EnableConvertWarnToBlock',
    null,
  ],
  [
    'device_vendor_msft_defender_configuration_enablefilehashcomputation',
    './Vendor/MSFT/Defender/Configuration/EnableFileHashComputation',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\MpEngine\\EnableFileHashComputation',
  ],
  [
    'device_vendor_msft_defender_configuration_hideexclusionsfromlocaladmins',
    './Vendor/MSFT/Defender/Configuration/HideExclusionsFromLocalAdmins',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\HideExclusionsFromLocalAdmins',
  ],
  [
    'device_vendor_msft_defender_configuration_hideexclusionsfromlocalusers',
    './Vendor/MSFT/Defender/Configuration/HideExclusionsFromLocalUsers',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\HideExclusionsFromLocalUsers',
  ],
  [
    'device_vendor_msft_defender_configuration_oobeenablertpandsigupdate',
    './Vendor/MSFT/Defender/Configuration/OobeEnableRtpAndSigUpdate',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Real-Time Protection\\OobeEnableRtpAndSigUpdate',
  ],
  [
    'device_vendor_msft_defender_configuration_quickscanincludeexclusions',
    './Vendor/MSFT/Defender/Configuration/QuickScanIncludeExclusions',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Scan\\QuickScanIncludeExclusions',
  ],
  [
    'device_vendor_msft_defender_configuration_passiveremediation',
    './Vendor/MSFT/Defender/Configuration/PassiveRemediation',
    null,
  ],
  [
    'device_vendor_msft_defender_configuration_behavioralnetworkblocks_remoteencryptionprotection_remoteencryptionprotectionconfiguredstate',
    './Vendor/MSFT/Defender/Configuration/BehavioralNetworkBlocks/RemoteEncryptionProtection/RemoteEncryptionProtectionConfiguredState',
    null,
  ],
  [
    'device_vendor_msft_defender_configuration_daysuntilaggressivecatchupquickscan',
    './Vendor/MSFT/Defender/Configuration/DaysUntilAggressiveCatchupQuickScan',
    null,
  ],
  [
    'device_vendor_msft_defender_configuration_inteltdtenabled',
    './Device/Vendor/MSFT/Defender/Configuration/IntelTDTEnabled',
    null,
  ],
  [
    'device_vendor_msft_defender_configuration_supportloglocation',
    './Device/Vendor/MSFT/Defender/Configuration/SupportLogLocation',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\SupportLogLocation',
  ],
  [
    'device_vendor_msft_defender_configuration_reporting_enabledynamicsignaturedroppedeventreporting',
    './Device/Vendor/MSFT/Defender/Configuration/Reporting/EnableDynamicSignatureDroppedEventReporting',
    null,
  ],
  [
    'device_vendor_msft_policy_config_defender_excludedextensions',
    './Device/Vendor/MSFT/Policy/Config/Defender/ExcludedExtensions',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Exclusions\\Extensions\\*',
  ],
  [
    'device_vendor_msft_policy_config_defender_excludedpaths',
    './Device/Vendor/MSFT/Policy/Config/Defender/ExcludedPaths',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Exclusions\\Paths\\*',
  ],
  [
    'device_vendor_msft_policy_config_defender_excludedprocesses',
    './Device/Vendor/MSFT/Policy/Config/Defender/ExcludedProcesses',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Exclusions\\Processes\\*',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules',
    './Device/Vendor/MSFT/Policy/Config/Defender/AttackSurfaceReductionRules',
    null,
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockabuseofexploitedvulnerablesigneddrivers',
    './Device/Vendor/MSFT/Policy/Config/Defender/AttackSurfaceReductionRules',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\Rules\\56a863a9-875e-4185-98a7-b882c64b5ce5',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockcredentialstealingfromwindowslocalsecurityauthoritysubsystem',
    './Device/Vendor/MSFT/Policy/Config/Defender/AttackSurfaceReductionRules',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\Rules\\9e6c4e1f-7d60-472f-ba1a-a39ef669e4b2',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockpersistencethroughwmieventsubscription',
    './Device/Vendor/MSFT/Policy/Config/Defender/AttackSurfaceReductionRules',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\Rules\\e6db77e5-3df2-4cf1-b95a-636979351e5b',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockadobereaderfromcreatingchildprocesses',
    './Device/Vendor/MSFT/Policy/Config/Defender/AttackSurfaceReductionRules',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\Rules\\7674ba52-37eb-4a4f-a9a1-f0f9a1619a2c',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockallofficeapplicationsfromcreatingchildprocesses',
    './Device/Vendor/MSFT/Policy/Config/Defender/AttackSurfaceReductionRules',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\Rules\\d4f940ab-401b-4efc-aadc-ad5f3c50688a',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockexecutablecontentfromemailclientandwebmail',
    './Device/Vendor/MSFT/Policy/Config/Defender/AttackSurfaceReductionRules',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\Rules\\be9ba2d9-53ea-4cdc-84e5-9b1eeee46550',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockexecutablefilesrunningunlesstheymeetprevalenceagetrustedlistcriterion',
    './Device/Vendor/MSFT/Policy/Config/Defender/AttackSurfaceReductionRules',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\Rules\\01443614-cd74-433a-b99e-2ecdc07bfc25',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockexecutionofpotentiallyobfuscatedscripts',
    './Device/Vendor/MSFT/Policy/Config/Defender/AttackSurfaceReductionRules',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\Rules\\5beb7efe-fd9a-4556-801d-275e5ffc04cc',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockjavascriptorvbscriptfromlaunchingdownloadedexecutablecontent',
    './Device/Vendor/MSFT/Policy/Config/Defender/AttackSurfaceReductionRules',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\Rules\\d3e037e1-3eb8-44c8-a917-57927947596d',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockofficeapplicationsfromcreatingexecutablecontent',
    './Device/Vendor/MSFT/Policy/Config/Defender/AttackSurfaceReductionRules',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\Rules\\3b576869-a4ec-4529-8536-b80a7769e899',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockofficeapplicationsfrominjectingcodeintootherprocesses',
    './Device/Vendor/MSFT/Policy/Config/Defender/AttackSurfaceReductionRules',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\Rules\\75668c1f-73b5-4cf0-bb93-3ecf5cb7cc84',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockofficecommunicationappfromcreatingchildprocesses',
    './Device/Vendor/MSFT/Policy/Config/Defender/AttackSurfaceReductionRules',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\Rules\\26190899-1602-49e8-8b27-eb1d0a1ce869',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockprocesscreationsfrompsexecandwmicommands',
    './Device/Vendor/MSFT/Policy/Config/Defender/AttackSurfaceReductionRules',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\Rules\\d1e49aac-8f56-4280-b9ba-993a6d77406c',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockrebootingmachineinsafemode',
    './Device/Vendor/MSFT/Policy/Config/Defender/AttackSurfaceReductionRules',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\Rules\\33ddedf1-c6e0-47cb-833e-de6133960387',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockuntrustedunsignedprocessesthatrunfromusb',
    './Device/Vendor/MSFT/Policy/Config/Defender/AttackSurfaceReductionRules',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\Rules\\b2b3f03d-6a65-4f7b-a9c7-1c7ef74a9ba4',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockuseofcopiedorimpersonatedsystemtools',
    './Device/Vendor/MSFT/Policy/Config/Defender/AttackSurfaceReductionRules',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\Rules\\c0033c00-d16d-4114-a5a0-dc9b3a7d2ceb',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockwebshellcreationforservers',
    './Device/Vendor/MSFT/Policy/Config/Defender/AttackSurfaceReductionRules',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\Rules\\a8f5898e-1dc8-49a9-9878-85004b8a61e6',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockwin32apicallsfromofficemacros',
    './Device/Vendor/MSFT/Policy/Config/Defender/AttackSurfaceReductionRules',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\Rules\\92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_useadvancedprotectionagainstransomware',
    './Device/Vendor/MSFT/Policy/Config/Defender/AttackSurfaceReductionRules',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\Rules\\c1db55ab-c21a-4637-bb3f-a12568109d35',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockabuseofexploitedvulnerablesigneddrivers_perruleexclusions',
    './Vendor/MSFT/Defender/Configuration/ASROnlyPerRuleExclusions',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\ASROnlyPerRuleExclusions\\56a863a9-875e-4185-98a7-b882c64b5ce5',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockcredentialstealingfromwindowslocalsecurityauthoritysubsystem_perruleexclusions',
    './Vendor/MSFT/Defender/Configuration/ASROnlyPerRuleExclusions',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\ASROnlyPerRuleExclusions\\9e6c4e1f-7d60-472f-ba1a-a39ef669e4b2',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockadobereaderfromcreatingchildprocesses_perruleexclusions',
    './Vendor/MSFT/Defender/Configuration/ASROnlyPerRuleExclusions',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\ASROnlyPerRuleExclusions\\7674ba52-37eb-4a4f-a9a1-f0f9a1619a2c',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockallofficeapplicationsfromcreatingchildprocesses_perruleexclusions',
    './Vendor/MSFT/Defender/Configuration/ASROnlyPerRuleExclusions',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\ASROnlyPerRuleExclusions\\d4f940ab-401b-4efc-aadc-ad5f3c50688a',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockexecutablecontentfromemailclientandwebmail_perruleexclusions',
    './Vendor/MSFT/Defender/Configuration/ASROnlyPerRuleExclusions',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\ASROnlyPerRuleExclusions\\be9ba2d9-53ea-4cdc-84e5-9b1eeee46550',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockexecutablefilesrunningunlesstheymeetprevalenceagetrustedlistcriterion_perruleexclusions',
    './Vendor/MSFT/Defender/Configuration/ASROnlyPerRuleExclusions',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\ASROnlyPerRuleExclusions\\01443614-cd74-433a-b99e-2ecdc07bfc25',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockexecutionofpotentiallyobfuscatedscripts_perruleexclusions',
    './Vendor/MSFT/Defender/Configuration/ASROnlyPerRuleExclusions',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\ASROnlyPerRuleExclusions\\5beb7efe-fd9a-4556-801d-275e5ffc04cc',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockjavascriptorvbscriptfromlaunchingdownloadedexecutablecontent_perruleexclusions',
    './Vendor/MSFT/Defender/Configuration/ASROnlyPerRuleExclusions',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\ASROnlyPerRuleExclusions\\d3e037e1-3eb8-44c8-a917-57927947596d',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockofficeapplicationsfromcreatingexecutablecontent_perruleexclusions',
    './Vendor/MSFT/Defender/Configuration/ASROnlyPerRuleExclusions',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\ASROnlyPerRuleExclusions\\3b576869-a4ec-4529-8536-b80a7769e899',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockofficeapplicationsfrominjectingcodeintootherprocesses_perruleexclusions',
    './Vendor/MSFT/Defender/Configuration/ASROnlyPerRuleExclusions',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\ASROnlyPerRuleExclusions\\75668c1f-73b5-4cf0-bb93-3ecf5cb7cc84',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockofficecommunicationappfromcreatingchildprocesses_perruleexclusions',
    './Vendor/MSFT/Defender/Configuration/ASROnlyPerRuleExclusions',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\ASROnlyPerRuleExclusions\\26190899-1602-49e8-8b27-eb1d0a1ce869',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockprocesscreationsfrompsexecandwmicommands_perruleexclusions',
    './Vendor/MSFT/Defender/Configuration/ASROnlyPerRuleExclusions',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\ASROnlyPerRuleExclusions\\d1e49aac-8f56-4280-b9ba-993a6d77406c',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockrebootingmachineinsafemode_perruleexclusions',
    './Vendor/MSFT/Defender/Configuration/ASROnlyPerRuleExclusions',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\ASROnlyPerRuleExclusions\\33ddedf1-c6e0-47cb-833e-de6133960387',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockuntrustedunsignedprocessesthatrunfromusb_perruleexclusions',
    './Vendor/MSFT/Defender/Configuration/ASROnlyPerRuleExclusions',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\ASROnlyPerRuleExclusions\\b2b3f03d-6a65-4f7b-a9c7-1c7ef74a9ba4',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockuseofcopiedorimpersonatedsystemtools_perruleexclusions',
    './Vendor/MSFT/Defender/Configuration/ASROnlyPerRuleExclusions',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\ASROnlyPerRuleExclusions\\c0033c00-d16d-4114-a5a0-dc9b3a7d2ceb',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockwebshellcreationforservers_perruleexclusions',
    './Vendor/MSFT/Defender/Configuration/ASROnlyPerRuleExclusions',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\ASROnlyPerRuleExclusions\\a8f5898e-1dc8-49a9-9878-85004b8a61e6',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockwin32apicallsfromofficemacros_perruleexclusions',
    './Vendor/MSFT/Defender/Configuration/ASROnlyPerRuleExclusions',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\ASROnlyPerRuleExclusions\\92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_useadvancedprotectionagainstransomware_perruleexclusions',
    './Vendor/MSFT/Defender/Configuration/ASROnlyPerRuleExclusions',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\ASROnlyPerRuleExclusions\\c1db55ab-c21a-4637-bb3f-a12568109d35',
  ],
  [
    'device_vendor_msft_policy_config_defender_attacksurfacereductiononlyexclusions',
    './Device/Vendor/MSFT/Policy/Config/Defender/AttackSurfaceReductionOnlyExclusions',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\ASROnlyExclusions\\*',
  ],
  [
    'device_vendor_msft_policy_config_defender_enablecontrolledfolderaccess',
    './Device/Vendor/MSFT/Policy/Config/Defender/EnableControlledFolderAccess',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\Controlled Folder Access\\EnableControlledFolderAccess',
  ],
  [
    'device_vendor_msft_policy_config_defender_controlledfolderaccessprotectedfolders',
    './Device/Vendor/MSFT/Policy/Config/Defender/ControlledFolderAccessProtectedFolders',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\Controlled Folder Access\\ProtectedFolders\\*',
  ],
  [
    'device_vendor_msft_policy_config_defender_controlledfolderaccessallowedapplications',
    './Device/Vendor/MSFT/Policy/Config/Defender/ControlledFolderAccessAllowedApplications',
    'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\Controlled Folder Access\\AllowedApplications\\*',
  ],
  [
    'device_vendor_msft_windowsadvancedthreatprotection_configurationtype',
    './Device/Vendor/MSFT/WindowsAdvancedThreatProtection',
    null,
  ],
  [
    'device_vendor_msft_windowsadvancedthreatprotection_onboarding_fromconnector',
    './Device/Vendor/MSFT/WindowsAdvancedThreatProtection/Onboarding',
    'SOFTWARE\\Policies\\Microsoft\\Windows Advanced Threat Protection\\OnboardingInfo',
  ],
  [
    'device_vendor_msft_windowsadvancedthreatprotection_onboarding',
    './Device/Vendor/MSFT/WindowsAdvancedThreatProtection/Onboarding',
    'SOFTWARE\\Policies\\Microsoft\\Windows Advanced Threat Protection\\OnboardingInfo',
  ],
  [
    'device_vendor_msft_windowsadvancedthreatprotection_offboarding',
    './Device/Vendor/MSFT/WindowsAdvancedThreatProtection/Offboarding',
    'SOFTWARE\\Policies\\Microsoft\\Windows Advanced Threat Protection\\OffboardingInfo',
  ],
  [
    'device_vendor_msft_windowsadvancedthreatprotection_configuration_samplesharing',
    './Device/Vendor/MSFT/WindowsAdvancedThreatProtection/Configuration/SampleSharing',
    'SOFTWARE\\Policies\\Microsoft\\Windows Advanced Threat Protection\\AllowSampleCollection',
  ],
  [
    'device_vendor_msft_windowsadvancedthreatprotection_configuration_telemetryreportingfrequency',
    './Device/Vendor/MSFT/WindowsAdvancedThreatProtection/Configuration/TelemetryReportingFrequency',
    null,
  ],
  [
    'vendor_msft_defender_configuration_tamperprotection_options',
    './Vendor/MSFT/Defender/Configuration/TamperProtection',
    null,
  ],
  [
    'vendor_msft_firewall_mdmstore_domainprofile_enablefirewall',
    './Vendor/MSFT/Firewall/MdmStore/DomainProfile/EnableFirewall',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\DomainProfile\\EnableFirewall',
  ],
  [
    'vendor_msft_firewall_mdmstore_domainprofile_defaultinboundaction',
    './Vendor/MSFT/Firewall/MdmStore/DomainProfile/DefaultInboundAction',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\DomainProfile\\DefaultInboundAction',
  ],
  [
    'vendor_msft_firewall_mdmstore_domainprofile_defaultoutboundaction',
    './Vendor/MSFT/Firewall/MdmStore/DomainProfile/DefaultOutboundAction',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\DomainProfile\\DefaultOutboundAction',
  ],
  [
    'vendor_msft_firewall_mdmstore_domainprofile_disableinboundnotifications',
    './Vendor/MSFT/Firewall/MdmStore/DomainProfile/DisableInboundNotifications',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\DomainProfile\\DisableNotifications',
  ],
  [
    'vendor_msft_firewall_mdmstore_domainprofile_disableunicastresponsestomulticastbroadcast',
    './Vendor/MSFT/Firewall/MdmStore/DomainProfile/DisableUnicastResponsesToMulticastBroadcast',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\DomainProfile\\DisableUnicastResponsesToMulticastBroadcast',
  ],
  [
    'vendor_msft_firewall_mdmstore_domainprofile_allowlocalpolicymerge',
    './Vendor/MSFT/Firewall/MdmStore/DomainProfile/AllowLocalPolicyMerge',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\DomainProfile\\AllowLocalPolicyMerge',
  ],
  [
    'vendor_msft_firewall_mdmstore_domainprofile_allowlocalipsecpolicymerge',
    './Vendor/MSFT/Firewall/MdmStore/DomainProfile/AllowLocalIpsecPolicyMerge',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\DomainProfile\\AllowLocalIPsecPolicyMerge',
  ],
  [
    'vendor_msft_firewall_mdmstore_domainprofile_authappsallowuserprefmerge',
    './Vendor/MSFT/Firewall/MdmStore/DomainProfile/AuthAppsAllowUserPrefMerge',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\DomainProfile\\AuthorizedApplications\\AllowUserPrefMerge',
  ],
  [
    'vendor_msft_firewall_mdmstore_domainprofile_globalportsallowuserprefmerge',
    './Vendor/MSFT/Firewall/MdmStore/DomainProfile/GlobalPortsAllowUserPrefMerge',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\DomainProfile\\GloballyOpenPorts\\AllowUserPrefMerge',
  ],
  [
    'vendor_msft_firewall_mdmstore_domainprofile_shielded',
    './Vendor/MSFT/Firewall/MdmStore/DomainProfile/Shielded',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\DomainProfile\\DoNotAllowExceptions',
  ],
  [
    'vendor_msft_firewall_mdmstore_domainprofile_disablestealthmode',
    './Vendor/MSFT/Firewall/MdmStore/DomainProfile/DisableStealthMode',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\DomainProfile\\DisableStealthMode',
  ],
  [
    'vendor_msft_firewall_mdmstore_domainprofile_disablestealthmodeipsecsecuredpacketexemption',
    './Vendor/MSFT/Firewall/MdmStore/DomainProfile/DisableStealthModeIpsecSecuredPacketExemption',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\DomainProfile\\DisableStealthModeIPsecSecuredPacketExemption',
  ],
  [
    'vendor_msft_firewall_mdmstore_domainprofile_enablelogdroppedpackets',
    './Vendor/MSFT/Firewall/MdmStore/DomainProfile/EnableLogDroppedPackets',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\DomainProfile\\Logging\\LogDroppedPackets',
  ],
  [
    'vendor_msft_firewall_mdmstore_domainprofile_enablelogsuccessconnections',
    './Vendor/MSFT/Firewall/MdmStore/DomainProfile/EnableLogSuccessConnections',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\DomainProfile\\Logging\\LogSuccessfulConnections',
  ],
  [
    'vendor_msft_firewall_mdmstore_domainprofile_enablelogignoredrules',
    './Vendor/MSFT/Firewall/MdmStore/DomainProfile/EnableLogIgnoredRules',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\DomainProfile\\Logging\\LogIgnoredRules',
  ],
  [
    'vendor_msft_firewall_mdmstore_domainprofile_logfilepath',
    './Vendor/MSFT/Firewall/MdmStore/DomainProfile/LogFilePath',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\DomainProfile\\Logging\\LogFilePath',
  ],
  [
    'vendor_msft_firewall_mdmstore_domainprofile_logmaxfilesize',
    './Vendor/MSFT/Firewall/MdmStore/DomainProfile/LogMaxFileSize',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\DomainProfile\\Logging\\LogFileSize',
  ],
  [
    'vendor_msft_firewall_mdmstore_privateprofile_enablefirewall',
    './Vendor/MSFT/Firewall/MdmStore/PrivateProfile/EnableFirewall',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PrivateProfile\\EnableFirewall',
  ],
  [
    'vendor_msft_firewall_mdmstore_privateprofile_defaultinboundaction',
    './Vendor/MSFT/Firewall/MdmStore/PrivateProfile/DefaultInboundAction',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PrivateProfile\\DefaultInboundAction',
  ],
  [
    'vendor_msft_firewall_mdmstore_privateprofile_defaultoutboundaction',
    './Vendor/MSFT/Firewall/MdmStore/PrivateProfile/DefaultOutboundAction',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PrivateProfile\\DefaultOutboundAction',
  ],
  [
    'vendor_msft_firewall_mdmstore_privateprofile_disableinboundnotifications',
    './Vendor/MSFT/Firewall/MdmStore/PrivateProfile/DisableInboundNotifications',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PrivateProfile\\DisableNotifications',
  ],
  [
    'vendor_msft_firewall_mdmstore_privateprofile_disableunicastresponsestomulticastbroadcast',
    './Vendor/MSFT/Firewall/MdmStore/PrivateProfile/DisableUnicastResponsesToMulticastBroadcast',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PrivateProfile\\DisableUnicastResponsesToMulticastBroadcast',
  ],
  [
    'vendor_msft_firewall_mdmstore_privateprofile_allowlocalpolicymerge',
    './Vendor/MSFT/Firewall/MdmStore/PrivateProfile/AllowLocalPolicyMerge',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PrivateProfile\\AllowLocalPolicyMerge',
  ],
  [
    'vendor_msft_firewall_mdmstore_privateprofile_allowlocalipsecpolicymerge',
    './Vendor/MSFT/Firewall/MdmStore/PrivateProfile/AllowLocalIpsecPolicyMerge',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PrivateProfile\\AllowLocalIPsecPolicyMerge',
  ],
  [
    'vendor_msft_firewall_mdmstore_privateprofile_authappsallowuserprefmerge',
    './Vendor/MSFT/Firewall/MdmStore/PrivateProfile/AuthAppsAllowUserPrefMerge',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PrivateProfile\\AuthorizedApplications\\AllowUserPrefMerge',
  ],
  [
    'vendor_msft_firewall_mdmstore_privateprofile_globalportsallowuserprefmerge',
    './Vendor/MSFT/Firewall/MdmStore/PrivateProfile/GlobalPortsAllowUserPrefMerge',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PrivateProfile\\GloballyOpenPorts\\AllowUserPrefMerge',
  ],
  [
    'vendor_msft_firewall_mdmstore_privateprofile_shielded',
    './Vendor/MSFT/Firewall/MdmStore/PrivateProfile/Shielded',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PrivateProfile\\DoNotAllowExceptions',
  ],
  [
    'vendor_msft_firewall_mdmstore_privateprofile_disablestealthmode',
    './Vendor/MSFT/Firewall/MdmStore/PrivateProfile/DisableStealthMode',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PrivateProfile\\DisableStealthMode',
  ],
  [
    'vendor_msft_firewall_mdmstore_privateprofile_disablestealthmodeipsecsecuredpacketexemption',
    './Vendor/MSFT/Firewall/MdmStore/PrivateProfile/DisableStealthModeIpsecSecuredPacketExemption',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PrivateProfile\\DisableStealthModeIPsecSecuredPacketExemption',
  ],
  [
    'vendor_msft_firewall_mdmstore_privateprofile_enablelogdroppedpackets',
    './Vendor/MSFT/Firewall/MdmStore/PrivateProfile/EnableLogDroppedPackets',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PrivateProfile\\Logging\\LogDroppedPackets',
  ],
  [
    'vendor_msft_firewall_mdmstore_privateprofile_enablelogsuccessconnections',
    './Vendor/MSFT/Firewall/MdmStore/PrivateProfile/EnableLogSuccessConnections',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PrivateProfile\\Logging\\LogSuccessfulConnections',
  ],
  [
    'vendor_msft_firewall_mdmstore_privateprofile_enablelogignoredrules',
    './Vendor/MSFT/Firewall/MdmStore/PrivateProfile/EnableLogIgnoredRules',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PrivateProfile\\Logging\\LogIgnoredRules',
  ],
  [
    'vendor_msft_firewall_mdmstore_privateprofile_logfilepath',
    './Vendor/MSFT/Firewall/MdmStore/PrivateProfile/LogFilePath',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PrivateProfile\\Logging\\LogFilePath',
  ],
  [
    'vendor_msft_firewall_mdmstore_privateprofile_logmaxfilesize',
    './Vendor/MSFT/Firewall/MdmStore/PrivateProfile/LogMaxFileSize',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PrivateProfile\\Logging\\LogFileSize',
  ],
  [
    'vendor_msft_firewall_mdmstore_publicprofile_enablefirewall',
    './Vendor/MSFT/Firewall/MdmStore/PublicProfile/EnableFirewall',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PublicProfile\\EnableFirewall',
  ],
  [
    'vendor_msft_firewall_mdmstore_publicprofile_defaultinboundaction',
    './Vendor/MSFT/Firewall/MdmStore/PublicProfile/DefaultInboundAction',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PublicProfile\\DefaultInboundAction',
  ],
  [
    'vendor_msft_firewall_mdmstore_publicprofile_defaultoutboundaction',
    './Vendor/MSFT/Firewall/MdmStore/PublicProfile/DefaultOutboundAction',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PublicProfile\\DefaultOutboundAction',
  ],
  [
    'vendor_msft_firewall_mdmstore_publicprofile_disableinboundnotifications',
    './Vendor/MSFT/Firewall/MdmStore/PublicProfile/DisableInboundNotifications',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PublicProfile\\DisableNotifications',
  ],
  [
    'vendor_msft_firewall_mdmstore_publicprofile_disableunicastresponsestomulticastbroadcast',
    './Vendor/MSFT/Firewall/MdmStore/PublicProfile/DisableUnicastResponsesToMulticastBroadcast',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PublicProfile\\DisableUnicastResponsesToMulticastBroadcast',
  ],
  [
    'vendor_msft_firewall_mdmstore_publicprofile_allowlocalpolicymerge',
    './Vendor/MSFT/Firewall/MdmStore/PublicProfile/AllowLocalPolicyMerge',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PublicProfile\\AllowLocalPolicyMerge',
  ],
  [
    'vendor_msft_firewall_mdmstore_publicprofile_allowlocalipsecpolicymerge',
    './Vendor/MSFT/Firewall/MdmStore/PublicProfile/AllowLocalIpsecPolicyMerge',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PublicProfile\\AllowLocalIPsecPolicyMerge',
  ],
  [
    'vendor_msft_firewall_mdmstore_publicprofile_authappsallowuserprefmerge',
    './Vendor/MSFT/Firewall/MdmStore/PublicProfile/AuthAppsAllowUserPrefMerge',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PublicProfile\\AuthorizedApplications\\AllowUserPrefMerge',
  ],
  [
    'vendor_msft_firewall_mdmstore_publicprofile_globalportsallowuserprefmerge',
    './Vendor/MSFT/Firewall/MdmStore/PublicProfile/GlobalPortsAllowUserPrefMerge',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PublicProfile\\GloballyOpenPorts\\AllowUserPrefMerge',
  ],
  [
    'vendor_msft_firewall_mdmstore_publicprofile_shielded',
    './Vendor/MSFT/Firewall/MdmStore/PublicProfile/Shielded',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PublicProfile\\DoNotAllowExceptions',
  ],
  [
    'vendor_msft_firewall_mdmstore_publicprofile_disablestealthmode',
    './Vendor/MSFT/Firewall/MdmStore/PublicProfile/DisableStealthMode',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PublicProfile\\DisableStealthMode',
  ],
  [
    'vendor_msft_firewall_mdmstore_publicprofile_disablestealthmodeipsecsecuredpacketexemption',
    './Vendor/MSFT/Firewall/MdmStore/PublicProfile/DisableStealthModeIpsecSecuredPacketExemption',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PublicProfile\\DisableStealthModeIPsecSecuredPacketExemption',
  ],
  [
    'vendor_msft_firewall_mdmstore_publicprofile_enablelogdroppedpackets',
    './Vendor/MSFT/Firewall/MdmStore/PublicProfile/EnableLogDroppedPackets',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PublicProfile\\Logging\\LogDroppedPackets',
  ],
  [
    'vendor_msft_firewall_mdmstore_publicprofile_enablelogsuccessconnections',
    './Vendor/MSFT/Firewall/MdmStore/PublicProfile/EnableLogSuccessConnections',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PublicProfile\\Logging\\LogSuccessfulConnections',
  ],
  [
    'vendor_msft_firewall_mdmstore_publicprofile_enablelogignoredrules',
    './Vendor/MSFT/Firewall/MdmStore/PublicProfile/EnableLogIgnoredRules',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PublicProfile\\Logging\\LogIgnoredRules',
  ],
  [
    'vendor_msft_firewall_mdmstore_publicprofile_logfilepath',
    './Vendor/MSFT/Firewall/MdmStore/PublicProfile/LogFilePath',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PublicProfile\\Logging\\LogFilePath',
  ],
  [
    'vendor_msft_firewall_mdmstore_publicprofile_logmaxfilesize',
    './Vendor/MSFT/Firewall/MdmStore/PublicProfile/LogMaxFileSize',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PublicProfile\\Logging\\LogFileSize',
  ],
  [
    'vendor_msft_firewall_mdmstore_global_disablestatefulftp',
    './Vendor/MSFT/Firewall/MdmStore/Global/DisableStatefulFtp',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\DisableStatefulFTP',
  ],
  [
    'vendor_msft_firewall_mdmstore_global_crlcheck',
    './Vendor/MSFT/Firewall/MdmStore/Global/CRLcheck',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\StrongCRLCheck',
  ],
  [
    'vendor_msft_firewall_mdmstore_global_enablepacketqueue',
    './Vendor/MSFT/Firewall/MdmStore/Global/EnablePacketQueue',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\EnablePacketQueue',
  ],
  [
    'vendor_msft_firewall_mdmstore_global_ipsecexempt',
    './Vendor/MSFT/Firewall/MdmStore/Global/IPsecExempt',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\IPsecExempt',
  ],
  [
    'vendor_msft_firewall_mdmstore_global_opportunisticallymatchauthsetperkm',
    './Vendor/MSFT/Firewall/MdmStore/Global/OpportunisticallyMatchAuthSetPerKM',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\IPsecOpportunisticallyMatchAuthSetPerKM',
  ],
  [
    'vendor_msft_firewall_mdmstore_global_presharedkeyencoding',
    './Vendor/MSFT/Firewall/MdmStore/Global/PresharedKeyEncoding',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PresharedKeyEncoding',
  ],
  [
    'vendor_msft_firewall_mdmstore_global_saidletime',
    './Vendor/MSFT/Firewall/MdmStore/Global/SaIdleTime',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\SAIdleTime',
  ],
  [
    'device_vendor_msft_policy_config_audit_objectaccess_auditfilteringplatformconnection',
    './Device/Vendor/MSFT/Policy/Config/Audit/ObjectAccess_AuditFilteringPlatformConnection',
    null,
  ],
  [
    'device_vendor_msft_policy_config_audit_objectaccess_auditfilteringplatformpacketdrop',
    './Device/Vendor/MSFT/Policy/Config/Audit/ObjectAccess_AuditFilteringPlatformPacketDrop',
    null,
  ],
  [
    'device_vendor_msft_policy_config_networklistmanager_allowedtlsauthenticationendpoints',
    './Device/Vendor/MSFT/Policy/Config/NetworkListManager/AllowedTlsAuthenticationEndpoints',
    null,
  ],
  [
    'device_vendor_msft_policy_config_networklistmanager_configuredtlsauthenticationnetworkname',
    './Device/Vendor/MSFT/Policy/Config/NetworkListManager/ConfiguredTlsAuthenticationNetworkName',
    null,
  ],
  [
    'vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}',
    './Vendor/MSFT/Firewall/MdmStore/FirewallRules/{FirewallRuleName}',
    'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\FirewallRules\\*',
  ],
  [
    'vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}_name',
    './Vendor/MSFT/Firewall/MdmStore/FirewallRules/{FirewallRuleName}/Name',
    null,
  ],
  [
    'vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}_enabled',
    './Vendor/MSFT/Firewall/MdmStore/FirewallRules/{FirewallRuleName}/Enabled',
    null,
  ],
  [
    'vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}_direction',
    './Vendor/MSFT/Firewall/MdmStore/FirewallRules/{FirewallRuleName}/Direction',
    null,
  ],
  [
    'vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}_action_type',
    './Vendor/MSFT/Firewall/MdmStore/FirewallRules/{FirewallRuleName}/Action/Type',
    null,
  ],
  [
    'vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}_profiles',
    './Vendor/MSFT/Firewall/MdmStore/FirewallRules/{FirewallRuleName}/Profiles',
    null,
  ],
  [
    'vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}_interfacetypes',
    './Vendor/MSFT/Firewall/MdmStore/FirewallRules/{FirewallRuleName}/InterfaceTypes',
    null,
  ],
  [
    'vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}_protocol',
    './Vendor/MSFT/Firewall/MdmStore/FirewallRules/{FirewallRuleName}/Protocol',
    null,
  ],
  [
    'vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}_localportranges',
    './Vendor/MSFT/Firewall/MdmStore/FirewallRules/{FirewallRuleName}/LocalPortRanges',
    null,
  ],
  [
    'vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}_remoteportranges',
    './Vendor/MSFT/Firewall/MdmStore/FirewallRules/{FirewallRuleName}/RemotePortRanges',
    null,
  ],
  [
    'vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}_localaddressranges',
    './Vendor/MSFT/Firewall/MdmStore/FirewallRules/{FirewallRuleName}/LocalAddressRanges',
    null,
  ],
  [
    'vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}_remoteaddressranges',
    './Vendor/MSFT/Firewall/MdmStore/FirewallRules/{FirewallRuleName}/RemoteAddressRanges',
    null,
  ],
  [
    'vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}_app_filepath',
    './Vendor/MSFT/Firewall/MdmStore/FirewallRules/{FirewallRuleName}/App/FilePath',
    null,
  ],
  [
    'vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}_app_packagefamilyname',
    './Vendor/MSFT/Firewall/MdmStore/FirewallRules/{FirewallRuleName}/App/PackageFamilyName',
    null,
  ],
  [
    'vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}_app_servicename',
    './Vendor/MSFT/Firewall/MdmStore/FirewallRules/{FirewallRuleName}/App/ServiceName',
    null,
  ],
  [
    'vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}_app_fqbn',
    './Vendor/MSFT/Firewall/MdmStore/FirewallRules/{FirewallRuleName}/App/Fqbn',
    null,
  ],
  [
    'vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}_localuserauthorizedlist',
    './Vendor/MSFT/Firewall/MdmStore/FirewallRules/{FirewallRuleName}/LocalUserAuthorizedList',
    null,
  ],
  [
    'vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}_edgetraversal',
    './Vendor/MSFT/Firewall/MdmStore/FirewallRules/{FirewallRuleName}/EdgeTraversal',
    null,
  ],
  [
    'vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}_icmptypesandcodes',
    './Vendor/MSFT/Firewall/MdmStore/FirewallRules/{FirewallRuleName}/IcmpTypesAndCodes',
    null,
  ],
  [
    'vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}_policyappid',
    './Vendor/MSFT/Firewall/MdmStore/FirewallRules/{FirewallRuleName}/PolicyAppId',
    null,
  ],
  [
    'vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}_remoteaddressdynamickeywords',
    './Vendor/MSFT/Firewall/MdmStore/FirewallRules/{FirewallRuleName}/RemoteAddressDynamicKeywords',
    null,
  ],
  [
    'vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}_description',
    './Vendor/MSFT/Firewall/MdmStore/FirewallRules/{FirewallRuleName}/Description',
    null,
  ],
];
