package org.fedval.coordinator.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AgentVersionsTest {
  private final AgentVersions versions = new AgentVersions();

  @Test
  void equal_versions_are_told_once_and_no_site_is_named() {
    versions.attached("site-a", "fedval 0.1.0, ONNX Runtime 1.28.0, Java 17");
    versions.attached("site-b", "fedval 0.1.0, ONNX Runtime 1.28.0, Java 17");
    versions.attached("site-c", "fedval 0.2.0");

    assertThat(versions.among(List.of("site-a", "site-b")))
        .isEqualTo("fedval 0.1.0, ONNX Runtime 1.28.0, Java 17");
    assertThat(versions.among(List.of("site-a", "site-b", "site-c")))
        .isEqualTo("fedval 0.1.0, ONNX Runtime 1.28.0, Java 17; fedval 0.2.0");
  }

  @Test
  void a_text_that_is_no_version_is_kept_out() {
    versions.attached("site-a", "<script>");
    versions.attached("site-b", "x".repeat(65));

    assertThat(versions.among(List.of("site-a", "site-b", "site-z"))).isEqualTo("not told");
  }
}
