package org.fedval.wire.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one small YAML document strictly: UTF-8, no duplicate keys, no anchors or aliases, no null
 * values, at most {@value #MAX_DEPTH} levels, one document only.
 */
final class YamlTree {
  private static final int MAX_DEPTH = 12;
  private static final YAMLFactory YAML =
      YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final String source;
  private final YAMLParser parser;

  private YamlTree(String source, YAMLParser parser) {
    this.source = source;
    this.parser = parser;
  }

  /**
   * @param source name to use in refusals, such as {@code smallnet.yaml}
   */
  static YamlNode parse(String source, byte[] bytes) throws ModelSpecException {
    String text = utf8(source, bytes);
    try (YAMLParser parser = YAML.createParser(text)) {
      YamlTree tree = new YamlTree(source, parser);
      if (parser.nextToken() == null) {
        throw new ModelSpecException(source, 1, "the file is empty.");
      }
      YamlNode root = tree.value(0);
      if (parser.nextToken() != null) {
        throw tree.refused("a second document; keep one document in the file.");
      }
      return root;
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      String problem =
          e.getOriginalMessage() != null && e.getOriginalMessage().startsWith("Duplicate field")
              ? "a key stands twice; keep one of them."
              : "not valid YAML; check indentation, quotes and colons here.";
      throw new ModelSpecException(source, line, problem);
    } catch (IOException e) {
      throw new AssertionError("reading a string cannot fail", e);
    }
  }

  private static String utf8(String source, byte[] bytes) throws ModelSpecException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ModelSpecException(source, 1, "the file is not UTF-8 text.");
    }
  }

  private YamlNode value(int depth) throws IOException, ModelSpecException {
    if (depth > MAX_DEPTH) {
      throw refused("nested deeper than " + MAX_DEPTH + " levels.");
    }
    if (parser.isCurrentAlias() || parser.getObjectId() != null) {
      throw refused("anchors and aliases are not allowed; write the value out.");
    }
    int line = line();
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return mapping(line, depth);
    }
    if (token == JsonToken.START_ARRAY) {
      List<YamlNode> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(value(depth + 1));
      }
      return new YamlNode.Sequence(line, List.copyOf(items));
    }
    if (token == null || !token.isScalarValue() || token == JsonToken.VALUE_NULL) {
      throw refused("a value is missing.");
    }
    return new YamlNode.Scalar(line, parser.getText());
  }

  private YamlNode mapping(int line, int depth) throws IOException, ModelSpecException {
    List<YamlNode.Entry> entries = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      int keyLine = line();
      String key = parser.currentName();
      parser.nextToken();
      entries.add(new YamlNode.Entry(keyLine, key, value(depth + 1)));
    }
    return new YamlNode.Mapping(line, List.copyOf(entries));
  }

  private int line() {
    return Math.max(1, parser.currentTokenLocation().getLineNr());
  }

  private ModelSpecException refused(String problem) {
    return new ModelSpecException(source, line(), problem);
  }
}
