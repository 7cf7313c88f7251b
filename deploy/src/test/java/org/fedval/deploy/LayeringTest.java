package org.fedval.deploy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The house's rules of dependency, held against the compiled classes. */
class LayeringTest {
  private static final JavaClasses FEDVAL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.fedval");

  @Test
  void every_module_is_seen() {
    for (String module :
        new String[] {"crypto", "evaluation", "wire", "coordinator", "agent", "cli"}) {
      assertThat(FEDVAL.stream().map(JavaClass::getPackageName))
          .as("classes of %s", module)
          .anyMatch(p -> p.startsWith("org.fedval." + module));
    }
  }

  @Test
  void coordinator_and_agent_do_not_know_each_other() {
    noClasses()
        .that()
        .resideInAPackage("org.fedval.coordinator..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.fedval.agent..")
        .check(FEDVAL);
    noClasses()
        .that()
        .resideInAPackage("org.fedval.agent..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.fedval.coordinator..")
        .check(FEDVAL);
  }

  @Test
  void crypto_and_evaluation_do_not_know_each_other_nor_anything_above() {
    noClasses()
        .that()
        .resideInAPackage("org.fedval.crypto..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.fedval.evaluation..",
            "org.fedval.wire..",
            "org.fedval.proto..",
            "org.fedval.coordinator..",
            "org.fedval.agent..",
            "org.fedval.cli..")
        .check(FEDVAL);
    noClasses()
        .that()
        .resideInAPackage("org.fedval.evaluation..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.fedval.crypto..",
            "org.fedval.wire..",
            "org.fedval.proto..",
            "org.fedval.coordinator..",
            "org.fedval.agent..",
            "org.fedval.cli..")
        .check(FEDVAL);
  }

  @Test
  void the_pure_modules_touch_no_file_socket_or_logger() {
    noClasses()
        .that()
        .resideInAnyPackage("org.fedval.crypto..", "org.fedval.evaluation..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.nio.file..", "java.net..", "java.nio.channels..", "java.sql..", "org.slf4j..")
        .check(FEDVAL);
    noClasses()
        .that()
        .resideInAnyPackage("org.fedval.crypto..", "org.fedval.evaluation..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.File")
        .check(FEDVAL);
  }

  @Test
  void the_pure_modules_read_no_clock() {
    noClasses()
        .that()
        .resideInAnyPackage("org.fedval.crypto..", "org.fedval.evaluation..")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .check(FEDVAL);
  }

  @Test
  void generated_messages_stay_at_the_edges() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.fedval.proto..",
            "org.fedval.wire..",
            "org.fedval.coordinator.grpc..",
            "org.fedval.agent.grpc..",
            "org.fedval.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.fedval.proto..")
        .check(FEDVAL);
  }

  @Test
  void only_the_release_package_makes_released_counts() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.fedval.agent.release..")
        .should()
        .callConstructorWhere(
            com.tngtech.archunit.base.DescribedPredicate.describe(
                "ReleasedCounts",
                call ->
                    call.getTargetOwner()
                        .getFullName()
                        .equals("org.fedval.agent.release.ReleasedCounts")))
        .check(FEDVAL);
  }

  @Test
  void only_a_local_evaluation_counts_without_suppression() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.fedval.cli.evaluate..")
        .should()
        .accessTargetWhere(
            com.tngtech.archunit.base.DescribedPredicate.describe(
                "PooledCounts.unsuppressed",
                call ->
                    call.getTarget()
                        .getFullName()
                        .startsWith("org.fedval.evaluation.counters.PooledCounts.unsuppressed")))
        .check(FEDVAL);
  }

  @Test
  void only_the_simulation_lets_sites_share_checks() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.fedval.cli.simulate..")
        .and()
        .doNotHaveFullyQualifiedName("org.fedval.crypto.secagg.SimulatedClients")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.fedval.crypto.secagg.SimulatedClients")
        .check(FEDVAL);
    noClasses()
        .that()
        .resideOutsideOfPackages("org.fedval.cli.simulate..", "org.fedval.crypto.secagg")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.fedval.crypto.secagg.PublicChecks")
        .check(FEDVAL);
  }

  @Test
  void secrets_are_no_records() {
    classes()
        .that()
        .resideInAPackage("org.fedval.crypto.secret..")
        .should()
        .notBeAssignableTo(Record.class)
        .check(FEDVAL);
    classes()
        .that()
        .haveSimpleNameEndingWith("SigningKey")
        .or()
        .haveSimpleNameEndingWith("PrivateKey")
        .should()
        .notBeAssignableTo(Record.class)
        .check(FEDVAL);
  }

  @Test
  void packages_of_one_module_form_no_cycles() {
    for (String module : new String[] {"crypto", "evaluation", "wire", "coordinator", "agent"}) {
      slices().matching("org.fedval." + module + ".(*)..").should().beFreeOfCycles().check(FEDVAL);
    }
  }

  @Test
  void nothing_is_called_a_helper_manager_or_util() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.fedval.proto..")
        .should()
        .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)$")
        .check(FEDVAL);
  }
}
