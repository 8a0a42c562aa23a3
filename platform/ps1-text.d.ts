// Scripts of PowerShell are bundled as their text.

declare module '*.ps1' {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: an import of text has no other form
  export default text;
}
