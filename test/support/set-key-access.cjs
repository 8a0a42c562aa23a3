// A program for Windows' Node: gives a key of HKLM another access control list, by the system's own calls.
// Usage: node.exe set-key-access.cjs KEY SDDL
'use strict';

const { dlopen } = require('node:ffi');

const LOCAL_MACHINE = 0x80000002n;
const READ_AND_WRITE_DACL = 0x00060000;
const DACL_SECURITY_INFORMATION = 4;
const REVISION = 1;

const { functions: system } = dlopen('advapi32.dll', {
  RegOpenKeyExW: { return: 'i32', arguments: ['u64', 'buffer', 'u32', 'u32', 'buffer'] },
  RegSetKeySecurity: { return: 'i32', arguments: ['u64', 'u32', 'u64'] },
  ConvertStringSecurityDescriptorToSecurityDescriptorW: {
    return: 'i32',
    arguments: ['buffer', 'u32', 'buffer', 'u64'],
  },
});

const wide = (text) => Buffer.from(`${text}\0`, 'utf16le');
const [key, sddl] = process.argv.slice(2);
const handle = Buffer.alloc(8);
const descriptor = Buffer.alloc(8);

function expect(what, code, wanted) {
  if (code !== wanted) throw new Error(`${what} gave ${code}`);
}

expect('RegOpenKeyExW', system.RegOpenKeyExW(LOCAL_MACHINE, wide(key), 0, READ_AND_WRITE_DACL, handle), 0);
expect(
  'ConvertStringSecurityDescriptorToSecurityDescriptorW',
  system.ConvertStringSecurityDescriptorToSecurityDescriptorW(wide(sddl), REVISION, descriptor, 0n),
  1,
);
expect(
  'RegSetKeySecurity',
  system.RegSetKeySecurity(handle.readBigUInt64LE(), DACL_SECURITY_INFORMATION, descriptor.readBigUInt64LE()),
  0,
);
