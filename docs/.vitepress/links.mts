import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, posix, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the project, which has README.md and docs/. */
export const project = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/** The pages outside docs/ that are part of the site, and their addresses. */
export const projectPages: Record<string, string> = {
  'ARCHITECTURE.md': 'architecture.md',
  'CHANGELOG.md': 'changelog.md',
  'CONTRIBUTING.md': 'contributing.md',
  'SECURITY.md': 'security.md'
}

/** Returns the first heading of a file of the project. */
export function title(file: string): string {
  const heading = readFileSync(join(project, file), 'utf8').match(/^# (.+)$/m)
  if (!heading) throw new Error(`${file} has no heading of the first level`)
  return heading[1].replace(/`/g, '')
}

/** Returns the anchor of a heading as GitHub names it, so that links work there and here. */
export function anchor(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replace(/ /g, '-')
}

/**
 * Returns the address in the site for a relative link of a file of the project: an absolute path, or undefined if its
 * target is not a page of the site. README is the home page on GitHub, and index.md is the home page here.
 */
export function address(file: string, link: string): string | undefined {
  const [path, hash] = link.split('#', 2)
  const target = posix.normalize(posix.join(posix.dirname(file), path))
  if (!existsSync(join(project, target))) throw new Error(`${file}: ${link} does not exist`)
  const page = target === 'README.md' ? '' : target.startsWith('docs/') ? target.slice('docs/'.length) : projectPages[target]
  if (page === undefined || (page !== '' && !page.endsWith('.md'))) return undefined
  return '/' + page + (hash && target !== 'README.md' ? '#' + hash : '')
}

/** Makes relative links of Markdown, which are right on GitHub, right in the site. Others become plain text. */
export function siteLinks(md: any): void {
  md.core.ruler.push('site-links', (state: any) => {
    const file = relative(project, state.env.realPath ?? state.env.path).split(sep).join('/')
    for (const block of state.tokens) {
      let plain = false
      for (const token of block.children ?? []) {
        if (token.type === 'link_close' && plain) {
          token.tag = 'span'
          plain = false
        }
        const link = token.type === 'link_open' ? token.attrGet('href') : undefined
        if (!link || /^[a-z]+:|^#/.test(link)) continue
        const there = address(file, link)
        if (there === undefined) {
          plain = true
          token.type = 'in_repository'
          token.tag = 'span'
          token.attrs = [['class', 'in-repository'], ['title', 'in the repository: ' + link.replace(/^(\.\.\/)+/, '')]]
        } else {
          token.attrSet('href', there)
        }
      }
    }
  })
}

/** Fails if a link within the built site, or its anchor, has no target. */
export function checkLinks(site: string, base: string): void {
  const files = (readdirSync(site, { recursive: true }) as string[]).map((file) => file.split(sep).join('/'))
  const pages = new Map<string, string>()
  for (const file of files.filter((name) => name.endsWith('.html') && !name.startsWith('api/'))) {
    pages.set(file, readFileSync(join(site, file), 'utf8'))
  }
  const dead: string[] = []
  for (const [file, html] of pages) {
    for (const [, href] of html.matchAll(/<a [^>]*?href="([^"]+)"/g)) {
      if (/^[a-z]+:/.test(href)) continue
      const [path, hash] = decodeURI(href).split('#', 2)
      const target = path === '' ? file : posix.join('/', path.slice(base.length - 1)).slice(1).replace(/(^|\/)$/, '$1index.html')
      const html = pages.get(target)
      if (!files.includes(target)) dead.push(`${file}: ${href}`)
      else if (hash && html && !html.includes(` id="${hash}"`)) dead.push(`${file}: ${href} has no such anchor`)
    }
  }
  if (dead.length > 0) throw new Error('dead links:\n' + [...new Set(dead)].join('\n'))
}
