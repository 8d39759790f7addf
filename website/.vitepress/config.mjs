import { readFileSync, existsSync } from 'node:fs';
import { slugify } from '../generate/text.mjs';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const apiSidebar = JSON.parse(readFileSync(new URL('./cache-sidebar.json', import.meta.url), 'utf8'));
const page = (text, name) => ({ text, link: `/${name}` });
const exists = (name) => existsSync(new URL(`../pages/${name}.md`, import.meta.url));
const group = (text, items) => ({
  text,
  items: items.filter(({ link }) => link.endsWith('/') || exists(link.slice(1))),
});

/** The sidebar, which groups the pages by what the reader wants to do. */
const sidebar = [
  group('Start', [
    page('Get started', 'get-started'),
    page('How API Gateway works', 'concepts'),
    page('Migrate', 'migration'),
  ]),
  group('Build', [
    page('HTTP APIs', 'http-apis'),
    page('WebSocket APIs', 'websocket-apis'),
    page('Integrations', 'integrations'),
    page('Authorizers', 'authorizers'),
    page('Domains', 'domains'),
    page('Stages, deployments, logs', 'stages'),
    page('OpenAPI', 'openapi'),
    page('Existing resources', 'existing-resources'),
  ]),
  group('Check and test', [
    page('Rules', 'rules'),
    page('Errors', 'errors'),
    page('Rule coverage', 'rule-coverage'),
    page('Test your API', 'test-your-api'),
    page('Local gateway', 'local-gateway'),
  ]),
  group('Toolkit', [
    page('Routes, diff and OpenAPI', 'toolkit'),
    page('Diagram and report', 'toolkit-report'),
    page('Start APIs locally', 'toolkit-start'),
    page('Migrate with one command', 'toolkit-migrate'),
  ]),
  group('Reference', [
    page('API reference', 'api/'),
    page('Codes', 'codes/'),
    page('Features of API Gateway', 'service-coverage'),
    page('Differences', 'differences'),
    page('Performance', 'performance'),
  ]),
  group('Project', [
    page('Contribute', 'contributing'),
    page('Architecture', 'architecture'),
    page('Changelog', 'changelog'),
  ]),
];

// This script runs before the browser paints the page, so that the layout does not shift when the page shows the
// reader's language.
const CHOICE = `document.documentElement.dataset.language=(function(){try{var l=localStorage.getItem('cdk-apigatewayv2-language');return ['typescript','python','java','go'].indexOf(l)<0?'typescript':l}catch(e){return 'typescript'}})()`;

const base = process.env.SITE_BASE ?? '/';

export default {
  title: 'cdk-apigatewayv2',
  description: 'AWS CDK constructs for HTTP APIs and WebSocket APIs of Amazon API Gateway.',
  lang: 'en',
  // The site of a release has a base path such as /cdk-apigatewayv2/v0.2/.
  base,
  srcDir: 'pages',
  cleanUrls: true,
  lastUpdated: false,
  metaChunk: true,
  head: [
    ['link', { rel: 'icon', href: `${base}favicon.svg`, type: 'image/svg+xml' }],
    ['script', {}, CHOICE],
  ],
  // When Vue starts, it moves the header next to the sidebar, which shifts the layout. This style puts the header at
  // its final position from the beginning.
  transformHtml: (html) =>
    html.includes('class="VPSidebar"') ? html.replace('class="VPNavBar"', 'class="VPNavBar has-sidebar top"') : html,
  vite: {
    plugins: [
      {
        name: 'quick-server-bundle',
        // The bundle that renders the pages runs only once, so the build saves time by not removing unused code.
        config: (config, { isSsrBuild }) =>
          isSsrBuild ? { build: { rollupOptions: { treeshake: false } } } : undefined,
      },
    ],
  },
  markdown: {
    anchor: { slugify },
    toc: { slugify },
    headers: { slugify },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
  },
  themeConfig: {
    nav: [
      { text: 'Get started', link: '/get-started' },
      { text: 'API', link: '/api/', activeMatch: '^/api/' },
      { text: 'Rules', link: '/rules', activeMatch: '^/(rules|codes)' },
      { text: `v${version}`, link: 'https://cdk-apigatewayv2.github.io/cdk-apigatewayv2/versions', target: '_self' },
    ],
    sidebar: {
      '/api/': [{ text: 'Guide', link: '/get-started' }, { text: 'All types', link: '/api/' }, ...apiSidebar],
      '/': sidebar,
    },
    outline: [2, 2],
    socialLinks: [{ icon: 'github', link: 'https://github.com/cdk-apigatewayv2/cdk-apigatewayv2' }],
    externalLinkIcon: true,
    search: {
      provider: 'local',
      options: {
        // The search index contains headings and text, but not code, because code in four languages would increase its
        // size fourfold.
        _render: (source, env, md) => md.render(source.replace(/^```[^]*?^```$|<svg[^]*?<\/svg>/gm, ''), env),
        miniSearch: {
          options: {
            // Readers can search for CorsMaxAgeOutOfRange by the whole name or by its words.
            tokenize: (text) =>
              text
                .split(/[^\p{L}\p{N}$_]+/u)
                .flatMap((word) => (/[a-z][A-Z]/.test(word) ? [word, ...word.split(/(?<=[a-z])(?=[A-Z])/)] : [word]))
                .filter(Boolean),
          },
          searchOptions: {
            boost: { title: 4, text: 2, titles: 1 },
            fuzzy: 0.1,
            prefix: true,
            combineWith: 'AND',
            // The search lists explanatory pages before reference pages.
            boostDocument: (id) => (id.includes('/api/') ? 0.2 : id.includes('/codes/') ? 0.5 : 1),
          },
        },
      },
    },
    docFooter: { prev: false, next: false },
  },
};
