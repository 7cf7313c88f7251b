package org.fedval.coordinator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTest {
  @TempDir private Path folder;

  @Test
  void a_home_is_one_processs_alone_until_it_lets_go() throws Exception {
    CoordinatorHome home = new CoordinatorHome(folder);
    home.prepare();

    try (HomeLock lock = HomeLock.take(home)) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> HomeLock.take(home))
          .isInstanceOf(StartException.class)
          .hasMessage(
              "Another process runs the coordinator in %s; stop it first, or use a PostgreSQL"
                      .formatted(folder)
                  + " database for several replicas.");
    }

    HomeLock.take(home).close();
  }
}
