package dev.compositeindex.processor.grammar;

import dev.compositeindex.processor.grammar.Lexeme.Type;
import dev.compositeindex.processor.sql.Identifiers;
import java.util.List;

/** A position among lexemes, and how far anyone has looked: where nothing fits any more, that is where the mistake is. */
final class LexemeCursor {
    private final List<Lexeme> lexemes;
    private int at;
    private int furthest;

    /**
     * @param lexemes the last of them is the end
     */
    LexemeCursor(List<Lexeme> lexemes) {
        this.lexemes = List.copyOf(lexemes);
    }

    Lexeme next() {
        furthest = Math.max(furthest, at);
        return lexemes.get(at);
    }

    /** The one that stands that far behind the next, or before it; the end if there is none. */
    Lexeme after(int offset) {
        return lexemes.get(Math.min(at + offset, lexemes.size() - 1));
    }

    Lexeme furthest() {
        return lexemes.get(furthest);
    }

    int position() {
        return at;
    }

    void goTo(int position) {
        at = position;
    }

    void skip(int count) {
        at += count;
    }

    boolean isAtEnd() {
        return next().kind() == Type.END;
    }

    /** Takes this word or punctuation, or nothing. */
    boolean take(String what) {
        boolean found = next().is(what);
        at += found ? 1 : 0;
        return found;
    }

    /** Takes one of these, or nothing. */
    boolean takeAny(String... choices) {
        for (String choice : choices) {
            if (take(choice)) {
                return true;
            }
        }
        return false;
    }

    boolean take(Type kind) {
        boolean found = next().kind() == kind;
        at += found ? 1 : 0;
        return found;
    }

    /** Takes what may follow a dot: any word and any name. */
    boolean takeLabel() {
        return take(Type.WORD) || take(Type.NAME);
    }

    /** The raw parts of the name between a position and here; empty if it is written in a way that is not read. */
    List<String> names(int start) {
        StringBuilder name = new StringBuilder();
        lexemes.subList(start, at).forEach(lexeme -> name.append(lexeme.text()));
        return Identifiers.parse(name.toString());
    }

    /** The name of a column between a position and here. */
    ColumnName column(int start) {
        Lexeme first = lexemes.get(start);
        return first.isField() && at == start + 1
                ? new ColumnName.OfField(first.text())
                : new ColumnName.Own(names(start));
    }

    /** Whether there is a colon between the bracket at a position and here. */
    boolean hasColon(int start) {
        int depth = 0;
        for (Lexeme lexeme : lexemes.subList(start, at)) {
            depth += lexeme.depth();
            if (depth == 0 && lexeme.is(":")) {
                return true;
            }
        }
        return false;
    }
}
