package io.redress.process.engine;

import io.redress.identity.Role;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.stereotype.Component;

/**
 * The lists that agents, supervisors and the desk find in Tasklist: without a filter it shows no task at all. In each the highest
 * priority comes first (PR-01), then what is due first; a role's own kinds of work have lists that only this role finds. Only this class
 * writes filters ({@link NoAdHocExpressions} holds it).
 */
@Component
class TasklistFilters {

  private static final Set<Role> EVERYBODY = EnumSet.of(Role.AGENT, Role.SUPERVISOR, Role.SERVICE_DESK, Role.PROCESS_OWNER, Role.ADMIN);
  private static final Set<Role> AGENTS = EnumSet.of(Role.AGENT, Role.SUPERVISOR, Role.PROCESS_OWNER, Role.ADMIN);
  private static final Set<Role> SUPERVISORS = EnumSet.of(Role.SUPERVISOR, Role.PROCESS_OWNER, Role.ADMIN);
  private static final Set<Role> DESK = EnumSet.of(Role.SERVICE_DESK, Role.PROCESS_OWNER, Role.ADMIN);
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

  /** A list, and who finds it. */
  record Shown(String filterId, Set<Role> to) {}

  /** Creates what is missing, sets back what was changed. */
  List<Shown> write() {
    WRITING.set(true);
    try {
      return List.of(
          ensure("All open / 全部待办", -30, EVERYBODY, ofMyGroups()),
          ensure("Due within 24 h / 24 小时内到期", -20, EVERYBODY, ofMyGroups().dueBeforeExpression("${dateTime().plusHours(24)}")),
          ensure("Mine / 我的任务", -10, EVERYBODY, tasks.createTaskQuery().active().taskAssigneeExpression("${currentUser()}")),
          ensure("To judge / 待判定", 10, AGENTS, ofMyGroups().taskDefinitionKeyIn("agent-judges")),
          ensure("Reports and breaches / 检测报告与违约", 20, AGENTS, ofMyGroups().taskDefinitionKeyIn("agent-reviews-report", "agent-decides-breach")),
          ensure("Freight / 退货运费", 30, AGENTS, ofMyGroups().taskDefinitionKeyIn("agent-reviews-freight")),
          ensure("Over time / 已超时", 40, EVERYBODY, ofMyGroups().dueBeforeExpression("${now()}")),
          ensure("For the supervisor / 已升级", 50, SUPERVISORS, of(Role.SUPERVISOR)),
          ensure("Service desk / 客诉", 60, DESK, of(Role.SERVICE_DESK)));
    } finally {
      WRITING.remove();
    }
  }

  /** What stands still can be taken by nobody. */
  private TaskQuery ofMyGroups() {
    return tasks.createTaskQuery().active().taskCandidateGroupInExpression("${currentUserGroups()}").includeAssignedTasks();
  }

  private TaskQuery of(Role role) {
    return tasks.createTaskQuery().active().taskCandidateGroup(role.group()).includeAssignedTasks();
  }

  private Shown ensure(String name, int priority, Set<Role> to, TaskQuery query) {
    var found = filters.createTaskFilterQuery().filterName(name).list();
    var filter = found.isEmpty() ? filters.newTaskFilter(name) : found.get(0);
    filter.setQuery(query.orderByTaskPriority().desc().orderByDueDate().asc());
    filter.setProperties(properties(priority));
    return new Shown(filters.saveFilter(filter).getId(), to);
  }

  /** Due date and priority stand on every card by themselves; these are the facts of the case or the complaint, of which a card shows two until it is unfolded. */
  private static Map<String, Object> properties(int priority) {
    var properties = new LinkedHashMap<String, Object>();
    properties.put("priority", priority);
    properties.put("color", "#3C5D80");
    properties.put("refresh", true);
    properties.put("showUndefinedVariable", false);
    properties.put("variables", List.of(
        Map.of("name", "amount", "label", "Amount (¥) / 金额"),
        Map.of("name", "waitingSide", "label", "Waiting / 等待方"),
        Map.of("name", "caseType", "label", "Request / 申请类型"),
        Map.of("name", "caseId", "label", "Case / 售后编号"),
        Map.of("name", "complaintId", "label", "Complaint / 投诉编号")));
    return properties;
  }
}
