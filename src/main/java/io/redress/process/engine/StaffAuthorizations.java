package io.redress.process.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.redress.identity.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.TaskPermissions;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.task.Task;

/**
 * Writes authorization rows for the tasks of staff only. Merchants and buyers never use the engine's interfaces: their rows would
 * open nothing and cost two inserts per step.
 */
class StaffAuthorizations extends DefaultAuthorizationProvider {

  private final Cache<String, Boolean> staff = Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofSeconds(30)).build();

  @Override
  public AuthorizationEntity[] newTaskAssignee(Task task, String before, String after) {
    return isStaff(after) ? super.newTaskAssignee(task, before, after) : null;
  }

  @Override
  public AuthorizationEntity[] newTaskOwner(Task task, String before, String after) {
    return isStaff(after) ? super.newTaskOwner(task, before, after) : null;
  }

  @Override
  public AuthorizationEntity[] newTaskUserIdentityLink(Task task, String userId, String type) {
    return isStaff(userId) ? super.newTaskUserIdentityLink(task, userId, type) : null;
  }

  @Override
  public AuthorizationEntity[] newTaskGroupIdentityLink(Task task, String groupId, String type) {
    return isStaffGroup(groupId) ? super.newTaskGroupIdentityLink(task, groupId, type) : null;
  }

  /** The engine would let the deployer delete the deployment, and with it every case that runs on it. */
  @Override
  public AuthorizationEntity[] newDeployment(Deployment deployment) {
    return null;
  }

  /** Giving a task back is an assignment to nobody; {@link WebappRules} keeps it at that. */
  @Override
  protected Permission[] getRuntimePermissions(boolean enforceSpecificVariablePermission) {
    var permissions = new ArrayList<>(Arrays.asList(super.getRuntimePermissions(enforceSpecificVariablePermission)));
    permissions.add(TaskPermissions.TASK_ASSIGN);
    return permissions.toArray(new Permission[0]);
  }

  private boolean isStaff(String userId) {
    return userId != null && staff.get(userId, StaffAuthorizations::readWhetherStaff);
  }

  private static boolean readWhetherStaff(String userId) {
    var context = Context.getCommandContext();
    return context.runWithoutAuthorization(() ->
        context.getReadOnlyIdentityProvider().createGroupQuery(context).groupMember(userId).list().stream()
            .map(Group::getId).anyMatch(StaffAuthorizations::isStaffGroup));
  }

  private static boolean isStaffGroup(String groupId) {
    var role = Role.ofGroup(groupId);
    return role != null && role.isStaff();
  }
}
