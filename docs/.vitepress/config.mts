import { cpSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vitepress'
import { anchor, checkLinks, project, projectPages, siteLinks, title } from './links.mts'

const apidocs = join(project, 'target/reports/apidocs')
const base = process.env.DOCS_BASE ?? '/'
const groups: { text: string; pages: string[] }[] = JSON.parse(
  readFileSync(join(project, 'docs/.vitepress/sidebar.json'), 'utf8')
)

/** A part of the sidebar. The pages have the title of their first heading. */
const group = (text: string, pages: [file: string, link: string][]) => ({
  text,
  items: pages.map(([file, link]) => ({ text: title(file), link }))
})

/** Pages outside docs/ find the modules of docs/, too. */
const modulesOfDocs = {
  name: 'modules-of-docs',
  enforce: 'pre' as const,
  resolveId(this: any, id: string, importer: string | undefined, options: object) {
    const outside = importer?.endsWith('.md') && !importer.startsWith(join(project, 'docs'))
    if (outside && /^[a-z]/.test(id)) return this.resolve(id, join(project, 'docs/index.md'), { ...options, skipSelf: true })
  }
}

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#0b6bcb"/>' +
  '<path d="M2.5 4.5l2 7 3.5-6 3.5 6 2-7" fill="none" stroke="#fff" stroke-width="1.6"/></svg>'

export default defineConfig({
  lang: 'en',
  title: 'wsman-session',
  description: 'A typed WS-Management client for Java',
  base,
  // The whole project, because pages of docs/ link to some at its top, such as SECURITY.md.
  srcDir: '..',
  srcExclude: ['README.md', '{addons,bench,examples,src,target,wsdl}/**', 'docs/{node_modules,.vitepress}/**'],
  rewrites: { 'docs/:page': ':page', ...projectPages },
  outDir: '../target/docs',
  cacheDir: '../target/docs-cache',
  vite: { plugins: [modulesOfDocs] },
  head: [['link', { rel: 'icon', href: 'data:image/svg+xml,' + encodeURIComponent(icon) }]],
  markdown: { anchor: { slugify: anchor }, config: siteLinks },
  themeConfig: {
    search: { provider: 'local', options: { miniSearch: { searchOptions: { fuzzy: 0.1, prefix: true } } } },
    outline: [2, 3],
    nav: [
      { text: 'Guides', link: '/getting-started' },
      { text: 'Troubleshooting', link: '/troubleshooting' },
      // not a page of VitePress: the browser has to load it
      { text: 'API', link: base + 'api/index.html', target: '_self', noIcon: true }
    ],
    sidebar: [
      ...groups.map(({ text, pages }) => group(text, pages.map((page) => [`docs/${page}.md`, '/' + page]))),
      group('Project', Object.entries(projectPages).map(([file, page]) => [file, '/' + page.replace('.md', '')]))
    ],
    footer: { message: 'Apache License 2.0' }
  },
  buildEnd({ outDir }) {
    if (!existsSync(apidocs)) throw new Error(`${apidocs} does not exist; run mvn package before`)
    cpSync(apidocs, join(outDir, 'api'), { recursive: true })
    checkLinks(outDir, base)
  }
})
