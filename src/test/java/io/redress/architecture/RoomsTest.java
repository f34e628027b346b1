package io.redress.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.junit.jupiter.api.Assertions;

/** The arrows between the rooms, and what no room may do. */
@AnalyzeClasses(packages = "io.redress", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

  @ArchTest
  static final ArchRule only_the_process_room_knows_the_engine = noClasses().that().resideOutsideOfPackage("io.redress.process..")
      .should().dependOnClassesThat().resideInAnyPackage("org.camunda..");

  @ArchTest
  static final ArchRule capabilities_do_not_know_who_calls_them = noClasses()
      .that().resideInAnyPackage("io.redress.order..", "io.redress.deadline..", "io.redress.money..", "io.redress.casefile..",
          "io.redress.shipment..", "io.redress.negotiation..", "io.redress.repair..", "io.redress.dispute..", "io.redress.complaint..",
          "io.redress.identity..")
      .should().dependOnClassesThat().resideInAnyPackage("io.redress.api..", "io.redress.process..", "io.redress.demo..");

  @ArchTest
  static final ArchRule orders_deadlines_and_money_know_nothing_of_cases = noClasses()
      .that().resideInAnyPackage("io.redress.order..", "io.redress.deadline..", "io.redress.money..")
      .should().dependOnClassesThat().resideInAnyPackage("io.redress.casefile..", "io.redress.shipment..", "io.redress.negotiation..",
          "io.redress.repair..", "io.redress.dispute..", "io.redress.identity..");

  @ArchTest
  static final ArchRule cases_do_not_know_what_is_put_forward_in_them = noClasses().that().resideInAnyPackage("io.redress.casefile..")
      .should().dependOnClassesThat().resideInAnyPackage("io.redress.repair..", "io.redress.dispute..");

  @ArchTest
  static final ArchRule nobody_below_knows_of_repairs = noClasses()
      .that().resideInAnyPackage("io.redress.dispute..", "io.redress.shipment..", "io.redress.negotiation..")
      .should().dependOnClassesThat().resideInAnyPackage("io.redress.repair..");

  @ArchTest
  static final ArchRule nobody_below_knows_of_complaints = noClasses()
      .that().resideInAnyPackage("io.redress.order..", "io.redress.money..", "io.redress.casefile..", "io.redress.shipment..", "io.redress.negotiation..",
          "io.redress.repair..", "io.redress.dispute..")
      .should().dependOnClassesThat().resideInAnyPackage("io.redress.complaint..");

  @ArchTest
  static final ArchRule only_the_repair_room_opens_documents = noClasses().that().resideOutsideOfPackage("io.redress.repair..")
      .should().dependOnClassesThat().resideInAnyPackage("org.apache.pdfbox..", "org.bouncycastle..");

  @ArchTest
  static final ArchRule nobody_depends_on_the_api_but_itself = noClasses().that().resideOutsideOfPackages("io.redress.api..", "io.redress")
      .should().dependOnClassesThat().resideInAPackage("io.redress.api..");

  @ArchTest
  static final ArchRule rooms_have_no_circles = slices().matching("io.redress.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule there_is_one_clock = noClasses().that().haveSimpleNameNotEndingWith("MovableClock")
      .should().callMethod(Instant.class, "now").orShould().callMethod(LocalDate.class, "now")
      .orShould().callMethod(LocalDateTime.class, "now").orShould().callMethod(OffsetDateTime.class, "now")
      .orShould().callMethod(ZonedDateTime.class, "now").orShould().callConstructor(Date.class)
      .orShould().callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule only_the_clock_room_makes_clocks = noClasses().that().resideOutsideOfPackage("io.redress.deadline..")
      .should().callMethod(Clock.class, "systemUTC").orShould().callMethod(Clock.class, "systemDefaultZone");

  @ArchTest
  static final ArchRule money_is_never_floating_point = noMethods().that().areDeclaredInClassesThat()
      .resideInAnyPackage("io.redress.money..", "io.redress.casefile..", "io.redress.api..").should().haveRawReturnType(double.class)
      .orShould().haveRawReturnType(Double.class).orShould().haveRawReturnType(float.class);

  @ArchTest
  static final ArchRule a_delegate_is_named_after_its_task_and_hidden = classes().that().implement(JavaDelegate.class)
      .should().resideInAPackage("io.redress.process.delegate").andShould().notBePublic();

  @ArchTest
  static void every_room_says_what_it_is(JavaClasses classes) {
    var silent = classes.stream().map(type -> type.getPackageName()).distinct()
        .filter(room -> !room.equals("io.redress"))
        .filter(room -> classes.stream().noneMatch(type -> type.getName().equals(room + ".package-info"))).sorted().toList();
    Assertions.assertTrue(silent.isEmpty(), "rooms without package-info.java: " + silent);
  }
}
