package io.redress.process.engine;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import io.redress.identity.Role;
import java.util.List;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What staff may do in the engine, written at every start: groups, their permissions, an administrator, the filters of Tasklist.
 * Permissions are given to groups only, and no group but the administrators may create filters (a filter's expression is code).
 *
 * <p>Merchants, buyers, finance and integrations have no rights in the engine: they never reach it.
 */
@Component
class EngineAccess implements SmartInitializingSingleton {

  private static final List<Role> TASKLIST = List.of(Role.AGENT, Role.SUPERVISOR, Role.SERVICE_DESK, Role.PROCESS_OWNER);

  private final TransactionTemplate transactions;
  private final ProcessEngineConfigurationImpl engine;
  private final AuthorizationService authorizations;
  private final People people;
  private final TasklistFilters filters;
  private final ObjectProvider<DemoUsers> demo;
  private final AdminSettings admin;

  EngineAccess(PlatformTransactionManager transactions, ProcessEngineConfigurationImpl engine, AuthorizationService authorizations,
      People people, TasklistFilters filters, ObjectProvider<DemoUsers> demo, AdminSettings admin) {
    this.transactions = new TransactionTemplate(transactions);
    this.engine = engine;
    this.authorizations = authorizations;
    this.people = people;
    this.filters = filters;
    this.demo = demo;
    this.admin = admin;
  }

  /** One node at a time: two that start together would both find everything missing. */
  @Override
  public void afterSingletonsInstantiated() {
    transactions.executeWithoutResult(transaction -> {
      engine.getCommandExecutorTxRequired().execute(context -> {
        context.getPropertyManager().acquireExclusiveLockForStartup();
        return null;
      });
      groups();
      administrators();
      staff();
      demo.ifAvailable(users -> users.create(people));
      administrator();
      for (var list : filters.write()) {
        list.to().forEach(role -> grant(role, Resources.FILTER, list.filterId(), Permissions.READ));
      }
    });
  }

  private void administrator() {
    if (!people.isEmpty(Role.ADMIN.group())) {
      return;
    }
    if (!admin.areSet()) {
      throw new NoAdministrator();
    }
    people.ensureUser(admin.user(), admin.password(), "Administrator", admin.user(), Role.ADMIN.group());
  }

  private void groups() {
    for (var role : Role.values()) {
      people.ensureGroup(role.group(), role.name().toLowerCase().replace('_', ' '), role == Role.ADMIN ? "SYSTEM" : "WORKFLOW");
    }
  }

  private void administrators() {
    for (var resource : Resources.values()) {
      grant(Role.ADMIN, resource, ANY, Permissions.ALL);
    }
  }

  private void staff() {
    for (var role : TASKLIST) {
      grant(role, Resources.APPLICATION, "tasklist", Permissions.ACCESS);
      grant(role, Resources.PROCESS_DEFINITION, ANY, Permissions.READ, Permissions.READ_INSTANCE, Permissions.READ_HISTORY);
      grant(role, Resources.DECISION_DEFINITION, ANY, Permissions.READ);
      grant(role, Resources.USER, ANY, Permissions.READ);
      grant(role, Resources.GROUP, ANY, Permissions.READ);
    }
    var owner = Role.PROCESS_OWNER;
    grant(owner, Resources.APPLICATION, "cockpit", Permissions.ACCESS);
    grant(owner, Resources.DEPLOYMENT, ANY, Permissions.READ, Permissions.CREATE);
    grant(owner, Resources.PROCESS_DEFINITION, ANY, Permissions.READ, Permissions.READ_INSTANCE, Permissions.READ_HISTORY,
        ProcessDefinitionPermissions.RETRY_JOB);
    grant(owner, Resources.DECISION_DEFINITION, ANY, Permissions.READ, Permissions.READ_HISTORY);
    grant(owner, Resources.DECISION_REQUIREMENTS_DEFINITION, ANY, Permissions.READ);
  }

  private void grant(Role role, Resource resource, String id, Permission... permissions) {
    var found = authorizations.createAuthorizationQuery()
        .authorizationType(AUTH_TYPE_GRANT).groupIdIn(role.group()).resourceType(resource).resourceId(id).singleResult();
    var row = found == null ? authorizations.createNewAuthorization(AUTH_TYPE_GRANT) : found;
    if (found == null) {
      row.setGroupId(role.group());
      row.setResource(resource);
      row.setResourceId(id);
    }
    var changed = found == null;
    for (var permission : permissions) {
      if (!row.isPermissionGranted(permission)) {
        row.addPermission(permission);
        changed = true;
      }
    }
    if (changed) {
      authorizations.saveAuthorization(row);
    }
  }
}
