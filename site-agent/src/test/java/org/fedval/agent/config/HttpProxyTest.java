package org.fedval.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fedval.wire.files.PrivateFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpProxyTest {
  @TempDir private Path folder;

  private AgentHome home;

  @BeforeEach
  void prepare() throws Exception {
    home = new AgentHome(folder.resolve("home"));
    home.prepare();
  }

  @Test
  void a_proxy_and_its_password_file_are_read_and_never_printed() throws Exception {
    write("alice\ns3cret\n");

    HttpProxy proxy =
        config("proxy: http://proxy.example:3128\nproxy_credentials: proxy.txt\n")
            .httpProxy(home)
            .orElseThrow();

    assertThat(proxy.host()).isEqualTo("proxy.example");
    assertThat(proxy.port()).isEqualTo(3128);
    assertThat(proxy.user()).isEqualTo("alice");
    assertThat(proxy.password()).isEqualTo("s3cret");
    assertThat(proxy.toString()).doesNotContain("s3cret").doesNotContain("alice");
  }

  @Test
  void without_the_key_there_is_none() throws Exception {
    assertThat(config("").httpProxy(home)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proxy.example:3128",
        "https://proxy.example:3128",
        "http://proxy.example",
        "http://proxy.example:0",
        "http://alice:s3cret@proxy.example:3128"
      })
  void another_form_is_refused_without_repeating_it(String address) {
    assertThatThrownBy(() -> config("proxy: " + address + "\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("proxy must be http://HOST:PORT")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void a_password_file_needs_two_lines_and_a_private_mode() throws Exception {
    String yaml = "proxy: http://proxy.example:3128\nproxy_credentials: proxy.txt\n";
    write("alice\n");
    assertThatThrownBy(() -> config(yaml).httpProxy(home)).hasMessageContaining("two lines");
    PrivateFiles.writePublic(
        home.root().resolve("proxy.txt"), "a\nb\n".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> config(yaml).httpProxy(home)).hasMessageContaining("chmod 600");
    assertThatThrownBy(() -> config("proxy_credentials: proxy.txt\n"))
        .hasMessageContaining("proxy_credentials needs proxy.");
  }

  private void write(String text) throws Exception {
    PrivateFiles.write(home.root().resolve("proxy.txt"), text.getBytes(StandardCharsets.UTF_8));
  }

  private AgentConfig config(String more) throws Exception {
    Files.writeString(
        home.configFile(),
        "schema: fedval.agent/v1\nsite_id: a\norganisation: A\nenrolment: h:1\ndata: x\n" + more);
    return AgentConfig.read(home);
  }
}
