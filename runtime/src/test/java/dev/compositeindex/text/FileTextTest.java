package dev.compositeindex.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class FileTextTest {

    @Test
    void whatNeverEndsIsRefusedByItsName() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                return length;
            }
        };

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> FileText.read("com.acme.Indexes.indexes", endless))
                .withMessage("com.acme.Indexes.indexes is larger than 64 MB, and no file of CompositeIndex's is");
    }

    @Test
    void whatIsNoUtf8IsReplaced() throws IOException {
        assertThat(FileText.read("x", new ByteArrayInputStream(new byte[] {'a', (byte) 0xff, 'b'})))
                .isEqualTo("a\ufffdb");
    }
}
