/**
 * Tasklist's configuration. It replaces the webapp's own file of the same name (camunda-webapp-webjar 7.24.0), so what that one
 * sets is set here too: the keyboard shortcuts. Ours is the tab with the case beside each task.
 */
export default {
  customScripts: ['scripts/case-tab.js'],

  shortcuts: {
    claimTask: {
      key: 'ctrl+alt+c',
      description: 'claims the currently selected task'
    },
    focusFilter: {
      key: 'ctrl+shift+f',
      description: 'set the focus to the first filter in the list'
    },
    focusList: {
      key: 'ctrl+alt+l',
      description: 'sets the focus to the first task in the list'
    },
    focusForm: {
      key: 'ctrl+alt+f',
      description: 'sets the focus to the first input field in a task form'
    },
    startProcess: {
      key: 'ctrl+alt+p',
      description: 'opens the start process modal dialog'
    }
  }
};
