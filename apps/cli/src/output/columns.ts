/** Aligns cells: columns as wide as their widest cell, two spaces between them; numbers to the right. */
export const columns = (rows: readonly (readonly (string | number)[])[]): string[] => {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, String(cell).length)));
  const pad = (cell: string | number, i: number): string =>
    typeof cell === 'number' ? String(cell).padStart(widths[i]!) : cell.padEnd(widths[i]!);
  return rows.map((row) => row.map(pad).join('  ').trimEnd());
};
