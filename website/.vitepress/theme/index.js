import DefaultTheme from 'vitepress/theme-without-fonts';
import Languages from './Languages.vue';
import Sample from './Sample.vue';
import './style.css';

export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component('Languages', Languages);
    app.component('Sample', Sample);
  },
};
