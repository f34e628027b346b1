package io.redress.process.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.stereotype.Component;

/**
 * The lists that agents, supervisors and the desk find in Tasklist: without a filter it shows no task at all. Only this class
 * writes filters ({@link NoAdHocExpressions} holds it).
 */
@Component
class TasklistFilters {

  private static final ThreadLocal<Boolean> WRITING = ThreadLocal.withInitial(() -> false);

  private final FilterService filters;
  private final TaskService tasks;

  TasklistFilters(FilterService filters, TaskService tasks) {
    this.filters = filters;
    this.tasks = tasks;
  }

  static boolean areBeingWritten() {
    return WRITING.get();
  }

  /** Creates what is missing, sets back what was changed, and answers the filters' ids. */
  List<String> write() {
    WRITING.set(true);
    try {
      return List.of(
          ensure("All open / 全部待办", -30, ofMyGroups()),
          ensure("Due within 24 h / 24 小时内到期", -20, ofMyGroups().dueBeforeExpression("${dateTime().plusHours(24)}")),
          ensure("Mine / 我的任务", -10, tasks.createTaskQuery().active().taskAssigneeExpression("${currentUser()}")));
    } finally {
      WRITING.remove();
    }
  }

  /** What stands still can be taken by nobody. */
  private TaskQuery ofMyGroups() {
    return tasks.createTaskQuery().active().taskCandidateGroupInExpression("${currentUserGroups()}").includeAssignedTasks();
  }

  private String ensure(String name, int priority, TaskQuery query) {
    var found = filters.createTaskFilterQuery().filterName(name).list();
    var filter = found.isEmpty() ? filters.newTaskFilter(name) : found.get(0);
    filter.setQuery(query.orderByDueDate().asc());
    filter.setProperties(properties(priority));
    return filters.saveFilter(filter).getId();
  }

  /** Due date and priority stand on every card by themselves; these three are the facts of the case. */
  private static Map<String, Object> properties(int priority) {
    var properties = new LinkedHashMap<String, Object>();
    properties.put("priority", priority);
    properties.put("color", "#3C5D80");
    properties.put("refresh", true);
    properties.put("showUndefinedVariable", false);
    properties.put("variables", List.of(
        Map.of("name", "caseType", "label", "Request / 申请类型"),
        Map.of("name", "amount", "label", "Amount (CNY) / 金额（元）"),
        Map.of("name", "caseId", "label", "Case / 售后编号")));
    return properties;
  }
}
