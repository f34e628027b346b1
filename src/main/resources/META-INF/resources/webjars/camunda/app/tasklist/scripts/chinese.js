/**
 * What locales/zh.json does not reach in Tasklist: the page's language, which tells the browser the script of the characters; the
 * calendar, which AngularJS draws; the lists of a form, whose word for "nothing chosen" is built in; places too narrow for our words.
 */

if (navigator.language.toLowerCase().startsWith('zh')) {
  document.documentElement.lang = 'zh-CN';

  const months = Array.from({ length: 12 }, (_, at) => `${at + 1}月`);
  const days = [...'日一二三四五六'];
  window.angular.module('ng').run(['$locale', (locale) => Object.assign(locale.DATETIME_FORMATS, {
    MONTH: months, STANDALONEMONTH: months, SHORTMONTH: months,
    DAY: days.map((day) => `星期${day}`), SHORTDAY: days.map((day) => `周${day}`), AMPMS: ['上午', '下午'],
    // Monday
    FIRSTDAYOFWEEK: 0,
  })]);

  // a sheet made here: the webapp's content security policy allows no style elements
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    .fjs-select-placeholder { font-size: 0; }
    .fjs-select-placeholder::after { content: "请选择"; font-size: 14px; }
    .tooltip-inner { word-break: keep-all; }
    .row-action > a[ng-click] > span, [cam-tasklist-filter-modal-form] .user-read-permissions .btn-link > span { max-width: none; }
  `);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
