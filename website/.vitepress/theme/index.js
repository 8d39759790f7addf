import DefaultTheme from 'vitepress/theme-without-fonts';
import { h } from 'vue';
import Languages from './Languages.vue';
import Diff from './Diff.vue';
import Sample from './Sample.vue';
import './style.css';

export default {
  extends: DefaultTheme,
  Layout: () => h(DefaultTheme.Layout, null, { 'home-hero-image': () => h(Diff) }),
  enhanceApp({ app }) {
    app.component('Languages', Languages);
    app.component('Sample', Sample);
  },
};
