/**
 * Tasklist's configuration. It replaces the webapp's own file of the same name (camunda-webapp-webjar 7.24.0), so what that one
 * sets is set here too: the keyboard shortcuts. Ours are the tab with the case beside each task, and Chinese beside English.
 */

const availableLocales = ['en', 'zh'];
/** As Tasklist chooses: what is before the first "-" of the browser's first language, so zh is for zh-CN and zh-Hans too. */
const first = (navigator.languages[0] || navigator.language || '').split('-')[0].toLowerCase();
const language = availableLocales.includes(first) ? first : 'en';
const say = (en, zh) => (language === 'zh' ? zh : en);

/**
 * Tasklist's search asks for its words once and shows their keys for ever when they come later than itself. It starts when this file
 * has been read, and looks into the browser's store for the words of an earlier visit: so they are put there first.
 */
async function wordsBeforeTasklistStarts() {
  const folder = `${document.querySelector('base').getAttribute('app-root')}/app/tasklist/locales/`;
  const answer = await fetch(`${folder}${language}.json?bust=${Date.now()}`);
  if (answer.ok) {
    const kept = JSON.parse(localStorage.getItem('camunda-web') || '{}');
    kept[`${folder}_locales_data_${language}_${window.bust}`] = JSON.stringify(await answer.json());
    localStorage.setItem('camunda-web', JSON.stringify(kept));
  }
}

// without them Tasklist starts all the same and asks itself
await wordsBeforeTasklistStarts().catch(() => {});

export default {
  customScripts: ['scripts/case-tab.js', 'scripts/chinese.js'],

  // one language alone: of two, the one that arrives last would name the days and months in both
  locales: { availableLocales, fallbackLocale: language },

  shortcuts: {
    claimTask: {
      key: 'ctrl+alt+c',
      description: say('claims the currently selected task', '认领当前任务')
    },
    focusFilter: {
      key: 'ctrl+shift+f',
      description: say('sets the focus to the first filter in the list', '转到第一个筛选')
    },
    focusList: {
      key: 'ctrl+alt+l',
      description: say('sets the focus to the first task in the list', '转到列表中的第一个任务')
    },
    focusForm: {
      key: 'ctrl+alt+f',
      description: say('sets the focus to the first input field in a task form', '转到任务表单的第一个输入框')
    },
    startProcess: {
      key: 'ctrl+alt+p',
      description: say('opens the start process modal dialog', '打开“发起流程”对话框')
    }
  }
};
