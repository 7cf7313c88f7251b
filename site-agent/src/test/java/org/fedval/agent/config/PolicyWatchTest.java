package org.fedval.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.fedval.agent.release.ApprovalPolicy;
import org.fedval.agent.release.ApprovalRule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PolicyWatchTest {
  private static final String NOBODY = "schema: fedval.policy/v1\napprove_owners: []\n";

  @TempDir private Path folder;
  private AgentHome home;
  private PolicyWatch watch;

  @BeforeEach
  void a_policy_is_read() throws Exception {
    home = new AgentHome(folder.resolve("home"));
    home.prepare();
    Files.writeString(home.policyFile(), NOBODY);
    watch = new PolicyWatch(home);
    assertThat(watch.read().cellFloor()).isEqualTo(10);
  }

  @Test
  void a_file_with_the_same_bytes_is_no_other_policy() throws Exception {
    Path copy = home.root().resolve("policy.yaml~");
    Files.writeString(copy, NOBODY);
    Files.move(copy, home.policyFile(), StandardCopyOption.ATOMIC_MOVE);
    Files.setLastModifiedTime(home.policyFile(), FileTime.fromMillis(0));

    assertThat(watch.hasChanged()).isFalse();
  }

  @Test
  void other_bytes_no_file_and_no_plain_file_are_changes() throws Exception {
    Files.writeString(home.policyFile(), NOBODY + "minimum_cell: 20\n");
    assertThat(watch.hasChanged()).isTrue();
    assertThat(watch.read().cellFloor()).isEqualTo(20);
    assertThat(watch.hasChanged()).isFalse();

    Files.delete(home.policyFile());
    assertThat(watch.hasChanged()).isTrue();
    assertThat(watch.read().rule()).isEqualTo(ApprovalRule.PERSON);
    assertThat(watch.hasChanged()).isFalse();

    Files.createSymbolicLink(home.policyFile(), folder.resolve("nowhere"));
    assertThat(watch.hasChanged()).isTrue();
    assertThatThrownBy(() -> watch.read()).isInstanceOf(ConfigException.class);
  }

  @Test
  void a_file_that_is_no_policy_is_told_once_and_waited_for() throws Exception {
    Files.writeString(home.policyFile(), NOBODY + "minimum_cel: 20\n");
    LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
    CompletableFuture<ApprovalPolicy> next =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return watch.next(told::add);
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    assertThat(told.take()).contains("policy.yaml line 3: unknown key 'minimum_cel'");
    Files.writeString(home.policyFile(), "");
    assertThat(told.take()).endsWith("policy.yaml is empty.");
    assertThat(next).isNotDone();

    Files.writeString(home.policyFile(), NOBODY + "minimum_cell: 20\n");

    assertThat(next.get(30, TimeUnit.SECONDS).cellFloor()).isEqualTo(20);
    assertThat(told).isEmpty();
    assertThat(watch.hasChanged()).isFalse();
  }
}
