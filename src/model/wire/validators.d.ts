// Made by scripts/compile-validators.ts from schemas.ts; do not edit.

import type { ErrorObject } from 'ajv';
import type {
  AssignedPolicy,
  AssignmentClaims,
  CheckinAnswer,
  CheckinRequest,
  DeviceDescription,
  DirectoryLink,
  EpochClaims,
  EventClaims,
  EventsPollAnswer,
  EventsPollRequest,
  InventoryRequest,
  KeySetClaims,
  Need,
  OffboardingClaims,
  OnboardingClaims,
  Problem,
  PublicKey,
  RegistrationRequest,
  RekeyAnswer,
  RekeyRequest,
  ReportAnswer,
  ReportRequest,
  ReportedPolicy,
  ReportedSetting,
  WakeCounters,
} from './schemas.js';

/** True when `data` is a T; else `errors` says where and why, until the next call. */
export interface Validator<T> {
  (data: unknown): data is T;
  readonly errors?: readonly ErrorObject[] | null;
}

export declare const validateAssignedPolicy: Validator<AssignedPolicy>;
export declare const validateAssignmentClaims: Validator<AssignmentClaims>;
export declare const validateCheckinAnswer: Validator<CheckinAnswer>;
export declare const validateCheckinRequest: Validator<CheckinRequest>;
export declare const validateDeviceDescription: Validator<DeviceDescription>;
export declare const validateDirectoryLink: Validator<DirectoryLink>;
export declare const validateEpochClaims: Validator<EpochClaims>;
export declare const validateEventClaims: Validator<EventClaims>;
export declare const validateEventsPollAnswer: Validator<EventsPollAnswer>;
export declare const validateEventsPollRequest: Validator<EventsPollRequest>;
export declare const validateInventoryRequest: Validator<InventoryRequest>;
export declare const validateKeySetClaims: Validator<KeySetClaims>;
export declare const validateNeed: Validator<Need>;
export declare const validateOffboardingClaims: Validator<OffboardingClaims>;
export declare const validateOnboardingClaims: Validator<OnboardingClaims>;
export declare const validateProblem: Validator<Problem>;
export declare const validatePublicKey: Validator<PublicKey>;
export declare const validateRegistrationRequest: Validator<RegistrationRequest>;
export declare const validateRekeyAnswer: Validator<RekeyAnswer>;
export declare const validateRekeyRequest: Validator<RekeyRequest>;
export declare const validateReportAnswer: Validator<ReportAnswer>;
export declare const validateReportRequest: Validator<ReportRequest>;
export declare const validateReportedPolicy: Validator<ReportedPolicy>;
export declare const validateReportedSetting: Validator<ReportedSetting>;
export declare const validateWakeCounters: Validator<WakeCounters>;
