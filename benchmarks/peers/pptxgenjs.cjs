// Writes the benchmark's slides with PptxGenJS, timed from the first object to the written file.
//
// In: the content as JSON (title, bullets, notes of each slide) and the path of the file to write, on the command line.
// Out: one line of JSON with CPU and wall seconds and the peak of resident memory. Must not time loading Node,
// the library or the content: the Python tasks do not either.
'use strict'

const fs = require('node:fs')
const PptxGenJS = require('pptxgenjs')

async function main() {
  const [contentPath, output] = process.argv.slice(2)
  const content = JSON.parse(fs.readFileSync(contentPath, 'utf8'))

  const cpu = process.cpuUsage()
  const start = process.hrtime.bigint()
  const deck = new PptxGenJS()
  deck.layout = 'LAYOUT_WIDE'
  deck.title = 'Benchmark'
  for (const one of content) {
    const slide = deck.addSlide()
    slide.addText(one.title, { x: 0.5, y: 0.4, w: 12.3, h: 1, fontSize: 32, bold: true })
    const bullets = one.bullets.map((text) => ({ text, options: { bullet: true, breakLine: true } }))
    slide.addText(bullets, { x: 0.5, y: 1.6, w: 12.3, h: 5.2, fontSize: 20, valign: 'top' })
    slide.addNotes(one.notes)
  }
  await deck.writeFile({ fileName: output })
  const wall = Number(process.hrtime.bigint() - start) / 1e9
  const used = process.cpuUsage(cpu)

  const peak = process.resourceUsage().maxRSS / 1024
  process.stdout.write(JSON.stringify({ cpu: (used.user + used.system) / 1e6, wall, peak }) + '\n')
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`)
  process.exitCode = 1
})
