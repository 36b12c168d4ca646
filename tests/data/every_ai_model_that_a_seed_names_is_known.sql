-- Table, its key, the column with ids of AI models, what parts them. An id that no
-- snapshot has would leave nothing out, or a row without its model, and say nothing.
{{ unknown_ai_models([
    (ref('anchors'), 'anchor, column_name', 'ai_model_id', none),
    (ref('changepoint_specifications'), 'specification', 'excluded_ai_models', ';'),
    (ref('known_training_dates'), 'ai_model_id', 'ai_model_id', none),
    (ref('open_closed_lag_specifications'), 'specification', 'excluded_ai_models', ';'),
    (ref('release_series'), 'series, member_rank', 'ai_model_id', none),
    (ref('stg_openai__ai_and_compute_points'), 'point_name', 'ai_model_id', none),
    (ref('summary_specifications'), 'specification', 'ai_model_id', none),
    (ref('trend_specifications'), 'specification', 'excluded_ai_models', ';'),
    (ref('worked_models'), 'ai_model_id', 'ai_model_id', none),
], ref('int_ai_models__identified')) }}
