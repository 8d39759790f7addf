// Creates a bar chart that compares the cost of this library with the cost of aws-cdk-lib. A line marks the target of
// each bar.
const WIDTH = 980;
const LABEL = 450;
const BAR = 22;
const GAP = 12;
const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** Returns the chart as SVG. */
export function chart(rows) {
  const scale = (ratio) => Math.min(ratio, 1.25) * ((WIDTH - LABEL - 90) / 1.25);
  const bars = rows.map(({ name, ratio, limit }, i) => {
    const y = 46 + i * (BAR + GAP);
    const target = LABEL + scale(limit);
    const end = LABEL + scale(ratio);
    // The line of the target must not cross the number beside the bar
    const number = target > end && target < end + 40 ? target + 6 : end + 8;
    return [
      `<text x="${LABEL - 10}" y="${y + 15}" text-anchor="end">${escape(name)}</text>`,
      `<rect x="${LABEL}" y="${y}" width="${scale(ratio).toFixed(1)}" height="${BAR}" rx="3" fill="${ratio <= limit ? '#2f7d5b' : '#b4552d'}"/>`,
      `<line x1="${target.toFixed(1)}" x2="${target.toFixed(1)}" y1="${y - 3}" y2="${y + BAR + 3}" stroke="#1c1c1c" stroke-width="2"/>`,
      `<text x="${number.toFixed(1)}" y="${y + 15}" font-weight="600">${ratio.toFixed(2)}</text>`,
    ].join('');
  });
  const height = 56 + rows.length * (BAR + GAP);
  const one = (LABEL + scale(1)).toFixed(1);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="12" fill="#1c1c1c">
<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>
<text x="10" y="22" font-size="15" font-weight="600">Cost as a part of aws-cdk-lib's (less is better; the black line is the target)</text>
<line x1="${one}" x2="${one}" y1="34" y2="${height - 8}" stroke="#9a9a9a" stroke-dasharray="3 4"/>
${bars.join('\n')}
</svg>
`;
}
