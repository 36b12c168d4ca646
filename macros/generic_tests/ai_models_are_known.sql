{% test ai_models_are_known(model, column, ai_models, key, separator=none) %}

    select error(problems)
    from (
        select string_agg(problem, chr(10) order by problem) as problems
        from ({{ unknown_words(
            model.identifier,
            model,
            key,
            column,
            "select distinct ai_model_id as word from %s" % ai_models,
            separator
        ) }})
    )
    where problems is not null

{% endtest %}
