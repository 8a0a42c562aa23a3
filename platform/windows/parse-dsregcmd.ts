// Reads what "dsregcmd /status" prints: boxed sections, in each of them fields as `name : value`. Pure.
// Source: Microsoft Learn, "Troubleshoot devices by using the dsregcmd command".

/** Sections by title, fields by name, both as printed. Older versions print all fields in the first section. */
export type JoinStatus = ReadonlyMap<string, ReadonlyMap<string, string>>;

const BORDER = /^\+-{10,}\+\s*$/;
const TITLE = /^\|\s*(\S.*?)\s*\|?\s*$/;
const FIELD = /^\s*([A-Za-z][A-Za-z ]*?) : ?(.*)$/;

/** The first field of a name counts in its section; other lines (messages, boxes of other tools) are passed over. */
export function parseJoinStatus(text: string): JoinStatus {
  const sections = new Map<string, Map<string, string>>();
  let fields: Map<string, string> | undefined;
  const lines = text.split(/\r?\n/);
  for (const [at, line] of lines.entries()) {
    const title = BORDER.test(lines[at - 1] ?? '') ? TITLE.exec(line)?.[1] : undefined;
    if (title !== undefined) {
      fields = sections.get(title) ?? new Map<string, string>();
      sections.set(title, fields);
      continue;
    }
    const [, name, value] = FIELD.exec(line) ?? [];
    if (name !== undefined && value !== undefined && fields?.has(name) === false)
      fields.set(name, value.trim());
  }
  return sections;
}

/** Where the vendor's versions print it: in its own section, or in the first one. Empty is as not there. */
export function joinField(status: JoinStatus, name: string): string | undefined {
  for (const section of ['Device State', 'Device Details', 'Tenant Details', 'User State', 'SSO State']) {
    const value = status.get(section)?.get(name);
    if (value !== undefined && value !== '') return value;
  }
  return undefined;
}
