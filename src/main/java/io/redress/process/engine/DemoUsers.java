package io.redress.process.engine;

import io.redress.identity.Role;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The people of the demo, each with the user id as password. */
@Component
@Profile("demo")
class DemoUsers {

  void create(People people) {
    people.ensureUser("agent1", "agent1", "Agent", "One", Role.AGENT.group());
    // an appeal is judged by somebody else
    people.ensureUser("agent2", "agent2", "Agent", "Two", Role.AGENT.group());
    people.ensureUser("supervisor1", "supervisor1", "Supervisor", "One", Role.SUPERVISOR.group());
    people.ensureUser("desk1", "desk1", "Desk", "One", Role.SERVICE_DESK.group());
    people.ensureUser("owner1", "owner1", "Process owner", "One", Role.PROCESS_OWNER.group());
    people.ensureUser("finance1", "finance1", "Finance", "One", Role.FINANCE.group());
    people.ensureUser("shop", "shop", "Shop", "Back end", Role.INTEGRATION.group());
    people.ensureUser("admin", "admin", "Admin", "Demo", Role.ADMIN.group());
    people.ensureUser("m4711", "m4711", "Merchant", "4711", Role.MERCHANT.group(), EngineUsers.MERCHANT_PREFIX + "4711");
    people.ensureUser("m4712", "m4712", "Merchant", "4712", Role.MERCHANT.group(), EngineUsers.MERCHANT_PREFIX + "4712");
    people.ensureUser("buyer1", "buyer1", "Buyer", "One", Role.BUYER.group());
    people.ensureUser("buyer2", "buyer2", "Buyer", "Two", Role.BUYER.group());
  }
}
