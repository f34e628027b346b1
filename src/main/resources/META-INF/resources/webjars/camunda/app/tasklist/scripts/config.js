/**
 * Tasklist's configuration. It replaces the webapp's own file of the same name (camunda-webapp-webjar 7.24.0), so what that one
 * sets is set here too: the keyboard shortcuts. Ours are the tab with the case beside each task, and Chinese beside English:
 * Tasklist takes what is before the first "-" of the browser's first language, so zh is for zh-CN and zh-Hans too.
 */
export default {
  customScripts: ['scripts/case-tab.js'],

  locales: {
    availableLocales: ['en', 'zh'],
    fallbackLocale: 'en'
  },

  shortcuts: {
    claimTask: {
      key: 'ctrl+alt+c',
      description: 'claims the currently selected task / 认领所选任务'
    },
    focusFilter: {
      key: 'ctrl+shift+f',
      description: 'sets the focus to the first filter in the list / 转到第一个筛选'
    },
    focusList: {
      key: 'ctrl+alt+l',
      description: 'sets the focus to the first task in the list / 转到列表中的第一个任务'
    },
    focusForm: {
      key: 'ctrl+alt+f',
      description: 'sets the focus to the first input field in a task form / 转到任务表单的第一个输入框'
    },
    startProcess: {
      key: 'ctrl+alt+p',
      description: 'opens the start process modal dialog / 打开“发起流程”对话框'
    }
  }
};
