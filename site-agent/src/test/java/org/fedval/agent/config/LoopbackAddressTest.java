package org.fedval.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackAddressTest {
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:8765", "localhost:1", "[::1]:65535", "127.8.9.10:80"})
  void an_address_of_this_computer_alone_is_taken(String text) {
    assertThat(LoopbackAddress.parse(text).socket().getAddress().isLoopbackAddress()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0:8765",
        "192.168.1.5:8765",
        "[::]:8765",
        "8765",
        ":8765",
        "127.0.0.1",
        "127.0.0.1:0",
        "127.0.0.1:65536",
        "127.0.0.1:99999999",
        "127.0.0.999:8765",
        "127.0.0.1.evil.example:8765",
        "localhost.evil.example:8765",
        "hospital.example:8765",
        ""
      })
  void any_other_address_is_refused_in_one_sentence(String text) {
    assertThatThrownBy(() -> LoopbackAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("status_page must be a port of this computer alone, such as 127.0.0.1:8765.");
  }

  @Test
  void agent_yaml_refuses_a_status_page_for_others() {
    assertThatThrownBy(() -> config("0.0.0.0:8765")).hasMessageContaining("this computer alone");
    assertThat(config("127.0.0.1:8765").statusPageAddress().orElseThrow().port()).isEqualTo(8765);
    assertThat(config(null).statusPageAddress()).isEmpty();
  }

  private static AgentConfig config(String statusPage) {
    return new AgentConfig(
        AgentConfig.SCHEMA,
        "a",
        "Hospital a",
        "localhost:7444",
        Path.of("images"),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        statusPage);
  }
}
